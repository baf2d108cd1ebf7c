package org.alprstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void listsEveryTopicConstantOnce() {
    List<String> constants =
        Arrays.stream(Topics.class.getDeclaredFields())
            .filter(f -> Modifier.isPublic(f.getModifiers()) && f.getType() == Topic.class)
            .map(f -> "alpr." + f.getName().toLowerCase().replace('_', '-'))
            .toList();

    assertThat(Topics.all()).extracting(Topic::name).containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void everyFieldOfEveryRecordIsDocumented() {
    for (Topic<?> topic : Topics.all()) {
      Schema schema = SpecificData.get().getSchema(topic.valueType());
      assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
      for (Schema.Field field : schema.getFields()) {
        assertThat(field.doc()).as(schema.getName() + "." + field.name()).isNotBlank();
      }
    }
  }
}
