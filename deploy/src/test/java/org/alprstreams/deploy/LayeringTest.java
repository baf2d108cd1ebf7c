package org.alprstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between modules point one way only, and applications meet at topics. */
class LayeringTest {

  private static final String ROOT = "org.alprstreams.";
  private static final List<String> APPLICATIONS =
      List.of("ingest", "recognition", "matching", "retention", "console");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.alprstreams");

  @Test
  void arrowsPointOneWay() {
    layers("service").check(CLASSES);
  }

  /** If the rule forbade nothing, this would not fail either. */
  @Test
  void theRuleCanFail() {
    assertThatThrownBy(() -> layers("simulation").check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("service");
  }

  @Test
  void everyModuleIsSeen() {
    assertThat(APPLICATIONS)
        .allSatisfy(module -> assertThat(CLASSES.that(in(module))).isNotEmpty());
    assertThat(CLASSES.that(in("schemas"))).isNotEmpty();
    assertThat(CLASSES.that(in("simulation"))).isNotEmpty();
  }

  @Test
  void modulesHaveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("org.alprstreams.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  /**
   * @param base the layer under the applications besides schemas; another one shows that the rule
   *     can fail
   */
  private static ArchRule layers(String base) {
    Architectures.LayeredArchitecture layers =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy(ROOT + "schemas..", ROOT + "avro..")
            .layer("service")
            .definedBy(ROOT + "service..")
            .layer("simulation")
            .definedBy(ROOT + "simulation..")
            .layer("deploy")
            .definedBy(ROOT + "deploy..");
    for (String application : APPLICATIONS) {
      layers = layers.layer(application).definedBy(ROOT + application + "..");
    }
    layers =
        layers
            .whereLayer("schemas")
            .mayNotAccessAnyLayer()
            .whereLayer("simulation")
            .mayNotAccessAnyLayer()
            .whereLayer("service")
            .mayOnlyAccessLayers("schemas")
            .whereLayer("deploy")
            .mayNotBeAccessedByAnyLayer();
    for (String application : APPLICATIONS) {
      layers = layers.whereLayer(application).mayOnlyAccessLayers("schemas", base);
    }
    return layers;
  }

  private static DescribedPredicate<JavaClass> in(String module) {
    return JavaClass.Predicates.resideInAPackage(ROOT + module + "..");
  }
}
