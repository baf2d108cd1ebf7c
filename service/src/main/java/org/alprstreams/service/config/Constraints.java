package org.alprstreams.service.config;

import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Checks the Jakarta Validation constraints on mapping interfaces and words what they refuse. */
final class Constraints implements BeanValidationConfigValidator {

  static final Constraints VALIDATOR = new Constraints();

  /** In the messages of {@code DecimalMin} and {@code DecimalMax}: their only expression. */
  private static final String INCLUSIVE = "${inclusive == true ? 'or equal to ' : ''}";

  private final Validator validator;

  private Constraints() {
    // Without the expression language, which would be a dependency for nothing.
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      validator = factory.getValidator();
    }
  }

  @Override
  public Validator getValidator() {
    return validator;
  }

  @Override
  public String interpolateMessage(
      String prefix,
      NamingStrategy namingStrategy,
      Property property,
      ConstraintViolation<?> violation) {
    String message =
        BeanValidationConfigValidator.super
            .interpolateMessage(prefix, namingStrategy, property, violation)
            .replace(INCLUSIVE, isInclusive(violation) ? "or equal to " : "");
    String key = message.substring(0, Math.max(0, message.indexOf(' ')));
    return message
        + ", but is '"
        + Secrets.redact(key, String.valueOf(violation.getInvalidValue()))
        + "'";
  }

  private static boolean isInclusive(ConstraintViolation<?> violation) {
    return Boolean.TRUE.equals(
        violation.getConstraintDescriptor().getAttributes().get("inclusive"));
  }
}
