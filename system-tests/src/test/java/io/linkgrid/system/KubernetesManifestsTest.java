package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hazelcast.config.Config;
import com.hazelcast.config.PartitionGroupConfig.MemberGroupType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be applied, held against what Kubernetes knows and against itself. */
class KubernetesManifestsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("batch/v1/CronJob", CronJob.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
          Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
          Map.entry("rbac.authorization.k8s.io/v1/ClusterRole", ClusterRole.class),
          Map.entry("rbac.authorization.k8s.io/v1/ClusterRoleBinding", ClusterRoleBinding.class));

  /** The models keep what they do not know in a map; without that map it is an error. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              })
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void everyManifest_saysOnlyWhatKubernetesKnows(String overlay) throws Exception {
    for (ObjectNode manifest : applied(overlay)) {
      assertThat(STRICT.treeToValue(manifest, kindOf(manifest))).as(nameOf(manifest)).isNotNull();
    }
  }

  @Test
  void aMisspeltField_isFound_howeverDeep() {
    ObjectNode nodes = find(applied("demo"), "StatefulSet", "linkgrid-node");
    ((ObjectNode) nodes.at("/spec/template/spec/containers/0/readinessProbe"))
        .put("perodSeconds", 5);

    assertThatThrownBy(() -> STRICT.treeToValue(nodes, StatefulSet.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("perodSeconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void everyManifest_hasLabels_aNamespace_andANameOfItsOwn(String overlay) {
    Set<String> names = new HashSet<>();
    for (ObjectNode manifest : applied(overlay)) {
      assertThat(names.add(nameOf(manifest))).as("%s is there once", nameOf(manifest)).isTrue();
      JsonNode labels = manifest.at("/metadata/labels");
      assertThat(labels.path("app.kubernetes.io/part-of").asText())
          .as(nameOf(manifest))
          .isEqualTo("linkgrid");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void whatAPodNames_isThere(String overlay) throws Exception {
    List<ObjectNode> all = applied(overlay);
    String manual = Files.readString(ROOT.resolve("docs/KUBERNETES.md"));
    for (JsonNode pod : pods(all)) {
      JsonNode spec = pod.path("spec");
      find(all, "ServiceAccount", spec.path("serviceAccountName").asText());
      Set<String> volumes = new HashSet<>();
      for (JsonNode volume : spec.path("volumes")) {
        volumes.add(volume.path("name").asText());
        if (volume.has("configMap")) {
          find(all, "ConfigMap", volume.at("/configMap/name").asText());
        }
        if (volume.has("persistentVolumeClaim")) {
          find(
              all, "PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName").asText());
        }
        if (volume.has("secret")) {
          assertThat(manual)
              .contains("create secret generic " + volume.at("/secret/secretName").asText())
              .contains("--from-file=" + volume.at("/secret/items/0/key").asText() + "=");
        }
      }
      if (spec.at("/containers/0/name").asText().equals("postgres")) {
        volumes.add("data"); // of its volumeClaimTemplates
      }
      for (JsonNode container : containers(pod)) {
        for (JsonNode mount : container.path("volumeMounts")) {
          assertThat(volumes).contains(mount.path("name").asText());
        }
        for (JsonNode source : container.path("envFrom")) {
          find(all, "ConfigMap", source.at("/configMapRef/name").asText());
        }
        Set<String> ports = new HashSet<>();
        container.path("ports").forEach(port -> ports.add(port.path("name").asText()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          for (String way : List.of("httpGet", "tcpSocket")) {
            if (container.path(probe).has(way)) {
              assertThat(ports).contains(container.path(probe).path(way).path("port").asText());
            }
          }
        }
      }
    }
    for (ObjectNode binding : all) {
      if (binding.has("roleRef")) {
        find(all, binding.at("/roleRef/kind").asText(), binding.at("/roleRef/name").asText());
        ObjectNode account = find(all, "ServiceAccount", binding.at("/subjects/0/name").asText());
        assertThat(binding.at("/subjects/0/namespace"))
            .isEqualTo(account.at("/metadata/namespace"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void everySelector_meetsAPod_andEveryServicePortOneOfItsContainers(String overlay) {
    List<ObjectNode> all = applied(overlay);
    for (ObjectNode manifest : all) {
      switch (manifest.path("kind").asText()) {
        case "Service" -> {
          List<JsonNode> met = selected(all, manifest.at("/spec/selector"));
          assertThat(met).as(nameOf(manifest)).hasSize(1);
          for (JsonNode port : manifest.at("/spec/ports")) {
            assertThat(met.get(0).at("/spec/containers/0/ports"))
                .as(nameOf(manifest))
                .anyMatch(
                    own ->
                        own.path("name").equals(port.path("targetPort"))
                            && own.path("containerPort").equals(port.path("port")));
          }
        }
        case "StatefulSet", "Deployment" -> {
          assertThat(selected(all, manifest.at("/spec/selector/matchLabels")))
              .as(nameOf(manifest))
              .containsExactly(manifest.at("/spec/template"));
          if (manifest.at("/spec").has("serviceName")) {
            ObjectNode service = find(all, "Service", manifest.at("/spec/serviceName").asText());
            assertThat(service.at("/spec/clusterIP").asText()).isEqualTo("None");
          }
        }
        case "PodDisruptionBudget" ->
            assertThat(selected(all, manifest.at("/spec/selector/matchLabels"))).hasSize(1);
        case "NetworkPolicy" ->
            assertThat(selected(all, manifest.at("/spec/podSelector/matchLabels")))
                .as(nameOf(manifest))
                .isNotEmpty();
        default -> {}
      }
    }
    for (JsonNode pod : pods(all)) {
      assertThat(all)
          .as("a network policy for %s", pod.at("/metadata/labels"))
          .anyMatch(
              policy ->
                  policy.path("kind").asText().equals("NetworkPolicy")
                      && selected(all, policy.at("/spec/podSelector/matchLabels")).contains(pod));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void everyContainer_mayAsLittleAsItCan(String overlay) {
    List<ObjectNode> all = applied(overlay);
    for (JsonNode pod : pods(all)) {
      JsonNode spec = pod.path("spec");
      assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(spec.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      boolean asks =
          overlay.equals("production")
              && spec.path("serviceAccountName").asText().equals("linkgrid-node");
      assertThat(spec.path("automountServiceAccountToken").isBoolean()).isTrue();
      assertThat(spec.path("automountServiceAccountToken").asBoolean()).isEqualTo(asks);
      for (JsonNode container : containers(pod)) {
        String name = container.path("name").asText();
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).as(name).isFalse();
        assertThat(security.at("/capabilities/drop/0").asText()).as(name).isEqualTo("ALL");
        assertThat(security.path("readOnlyRootFilesystem").asBoolean())
            .as(name)
            .isEqualTo(!name.equals("management-center"));
        assertThat(container.at("/resources/requests")).as(name).hasSize(2);
        assertThat(container.at("/resources/requests"))
            .isEqualTo(container.at("/resources/limits"));
        if (container.path("image").asText().startsWith("linkgrid:")) {
          assertThat(spec.at("/securityContext/runAsUser").asInt()).as(name).isEqualTo(10_001);
          assertThat(container.path("volumeMounts"))
              .as(name)
              .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void aNode_hasLongerToLeave_thanItMayTakeToHandItsDataOver(String overlay) {
    List<ObjectNode> all = applied(overlay);
    JsonNode pod = find(all, "StatefulSet", "linkgrid-node").at("/spec/template/spec");
    int preStop = pod.at("/containers/0/lifecycle/preStop/exec/command/1").asInt();
    Config config = nodeConfig(all);

    assertThat(preStop).isPositive();
    assertThat(pod.path("terminationGracePeriodSeconds").asInt())
        .isGreaterThan(
            preStop + Integer.parseInt(config.getProperty("hazelcast.graceful.shutdown.max.wait")));
    assertThat(config.getProperty("hazelcast.shutdownhook.policy")).isEqualTo("GRACEFUL");
    assertThat(find(all, "PodDisruptionBudget", "linkgrid-node").at("/spec/maxUnavailable").asInt())
        .isEqualTo(1);
  }

  @Test
  void nodes_findEachOther_byTheHeadlessService_orByTheApiAndItsRights() {
    List<ObjectNode> demo = applied("demo");
    var byDns = nodeConfig(demo).getNetworkConfig().getJoin().getKubernetesConfig();
    assertThat(byDns.isEnabled()).isTrue();
    ObjectNode service = find(demo, "Service", byDns.getProperty("service-dns"));
    assertThat(service.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
    assertThat(demo).noneMatch(manifest -> manifest.path("kind").asText().contains("Role"));

    List<ObjectNode> production = applied("production");
    Config config = nodeConfig(production);
    var byApi = config.getNetworkConfig().getJoin().getKubernetesConfig();
    assertThat(byApi.getProperty("service-dns")).isNull();
    find(production, "Service", byApi.getProperty("service-name"));
    find(production, "Namespace", byApi.getProperty("namespace"));
    assertThat(config.getPartitionGroupConfig().getGroupType())
        .isEqualTo(MemberGroupType.ZONE_AWARE);
    // KubernetesApiDiscoveryIT holds these against what nodes ask for.
    assertThat(byApi.getProperty("expose-externally")).isEqualTo("false");
    assertThat(find(production, "Role", "linkgrid-discovery").path("rules").toString())
        .isEqualTo(
            """
            [{"apiGroups":["discovery.k8s.io"],"resources":["endpointslices"],"verbs":["list"]},\
            {"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");
    assertThat(find(production, "ClusterRole", "linkgrid-zones").path("rules").toString())
        .isEqualTo(
            """
            [{"apiGroups":[""],"resources":["nodes"],"verbs":["get"]}]""");
    assertThat(find(production, "StatefulSet", "linkgrid-node").at("/spec/replicas").asInt())
        .isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void aRun_findsTheGrid_andThePostgres(String overlay) {
    List<ObjectNode> all = applied(overlay);
    for (String job : List.of("CronJob", "Job")) {
      ObjectNode manifest =
          all.stream().filter(m -> m.path("kind").asText().equals(job)).findFirst().orElseThrow();
      JsonNode container = containers(podOf(manifest)).get(0);
      List<String> arguments = new ArrayList<>();
      container.path("args").forEach(argument -> arguments.add(argument.asText()));
      assertThat(arguments).startsWith("run").contains("--grid", "--db");
      find(all, "Service", arguments.get(arguments.indexOf("--grid") + 1).replace(":5701", ""));
      JsonNode database =
          find(all, "ConfigMap", container.at("/envFrom/0/configMapRef/name").asText())
              .path("data");
      String url = arguments.get(arguments.indexOf("--db") + 1);
      for (var variable : database.properties()) {
        url = url.replace("$(" + variable.getKey() + ")", variable.getValue().asText());
      }
      assertThat(url).startsWith("postgresql://linkgrid@").doesNotContain("$");
      if (overlay.equals("demo")) {
        find(all, "Service", database.path("PGHOST").asText());
      }
    }
  }

  @Test
  void monitoring_findsTheHealthPort_andIsTheOnlyOneThatIsLetIn() throws Exception {
    List<ObjectNode> all = applied("demo");
    List<ObjectNode> component = Kustomization.render(ROOT.resolve("k8s/components/monitoring"));
    ObjectNode monitor = find(component, "ServiceMonitor", "linkgrid");
    ObjectNode service = find(component, "Service", "linkgrid-health");
    ObjectNode policy = find(component, "NetworkPolicy", "linkgrid-node-health");
    for (ObjectNode known : List.of(service, policy)) {
      assertThat(STRICT.treeToValue(known, kindOf(known))).isNotNull();
    }
    List<JsonNode> nodes = selected(all, service.at("/spec/selector"));
    assertThat(nodes).hasSize(1);
    JsonNode health = service.at("/spec/ports/0");
    assertThat(nodes.get(0).at("/spec/containers/0/ports"))
        .anyMatch(
            port ->
                port.path("name").equals(health.path("targetPort"))
                    && port.path("containerPort").equals(health.path("port")));

    // There is no model of a ServiceMonitor here: its words by hand.
    assertThat(monitor.path("apiVersion").asText()).isEqualTo("monitoring.coreos.com/v1");
    assertThat(monitor.path("spec").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("jobLabel", "selector", "endpoints");
    JsonNode labels = service.at("/metadata/labels");
    for (var label : monitor.at("/spec/selector/matchLabels").properties()) {
      assertThat(labels.path(label.getKey())).isEqualTo(label.getValue());
    }
    assertThat(labels.path(monitor.at("/spec/jobLabel").asText()).asText()).isEqualTo("linkgrid");
    JsonNode endpoint = monitor.at("/spec/endpoints/0");
    assertThat(endpoint.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("port", "path", "interval");
    assertThat(endpoint.path("port")).isEqualTo(health.path("name"));
    assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");

    assertThat(selected(all, policy.at("/spec/podSelector/matchLabels"))).isEqualTo(nodes);
    assertThat(policy.at("/spec/ingress")).hasSize(1);
    assertThat(policy.at("/spec/ingress/0/from")).hasSize(1);
    assertThat(policy.at("/spec/ingress/0/from/0").fieldNames())
        .toIterable()
        .containsExactly("namespaceSelector");
    assertThat(policy.at("/spec/ingress/0/ports/0/port")).isEqualTo(health.path("port"));
    assertThat(policy.at("/spec/ingress/0/ports")).hasSize(1);
    assertThat(find(all, "NetworkPolicy", "linkgrid-node").at("/spec/ingress").findValues("port"))
        .extracting(JsonNode::asInt)
        .containsExactly(5701);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "production"})
  void aNode_isToldThatItIsOpen_andAPolicySaysToWhom(String overlay) {
    List<ObjectNode> all = applied(overlay);
    JsonNode container =
        find(all, "StatefulSet", "linkgrid-node").at("/spec/template/spec/containers/0");

    assertThat(container.path("env"))
        .anyMatch(
            variable ->
                variable.path("name").asText().equals("LINKGRID_OPEN")
                    && variable.path("value").asText().equals("true"));
    assertThat(find(all, "NetworkPolicy", "linkgrid-node").at("/spec/policyTypes/0").asText())
        .isEqualTo("Ingress");
  }

  @Test
  void imagesOfLinkgrid_haveTheVersionOfTheBuild() throws Exception {
    String version = Path.of(System.getProperty("linkgrid.version")).toString();
    for (JsonNode pod : pods(applied("demo"))) {
      for (JsonNode container : containers(pod)) {
        String image = container.path("image").asText();
        assertThat(image).containsPattern(":\\d").doesNotContain("latest");
        if (image.startsWith("linkgrid")) {
          assertThat(image).isEqualTo("linkgrid:" + version);
        }
      }
    }
    assertThat(Files.readString(ROOT.resolve("Containerfile")))
        .contains("job-submitter/target/linkgrid-" + version + "/", "USER 10001:10001")
        .contains("image.version=\"" + version + "\"");
  }

  /** An overlay, and the Job that is submitted beside it. */
  private static List<ObjectNode> applied(String overlay) {
    List<ObjectNode> all =
        new ArrayList<>(Kustomization.render(ROOT.resolve("k8s/overlays/" + overlay)));
    all.addAll(Kustomization.documents(ROOT.resolve("k8s/run/job.yaml")));
    return all;
  }

  private static Config nodeConfig(List<ObjectNode> all) {
    return Config.loadFromString(
        find(all, "ConfigMap", "linkgrid-node").at("/data/linkgrid-node.yaml").asText());
  }

  private static Class<?> kindOf(JsonNode manifest) throws IOException {
    String kind = manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
    assertThat(KINDS).containsKey(kind);
    return KINDS.get(kind);
  }

  private static String nameOf(JsonNode manifest) {
    JsonNode meta = manifest.path("metadata");
    return manifest.path("kind").asText()
        + "/"
        + meta.path("name").asText(meta.path("generateName").asText());
  }

  private static ObjectNode find(List<ObjectNode> all, String kind, String name) {
    return all.stream()
        .filter(manifest -> nameOf(manifest).equals(kind + "/" + name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + kind + "/" + name));
  }

  private static List<JsonNode> pods(List<ObjectNode> all) {
    return all.stream()
        .map(KubernetesManifestsTest::podOf)
        .filter(pod -> pod.at("/spec/containers").isArray())
        .toList();
  }

  private static JsonNode podOf(JsonNode manifest) {
    JsonNode nightly = manifest.at("/spec/jobTemplate/spec/template");
    return nightly.isMissingNode() ? manifest.at("/spec/template") : nightly;
  }

  private static List<JsonNode> containers(JsonNode pod) {
    return Stream.of("containers", "initContainers")
        .flatMap(list -> pod.path("spec").path(list).valueStream())
        .toList();
  }

  /**
   * The templates whose labels are what the selector asks for; two Jobs of one template are one.
   */
  private static List<JsonNode> selected(List<ObjectNode> all, JsonNode selector) {
    return pods(all).stream()
        .filter(
            pod ->
                selector.properties().stream()
                    .allMatch(
                        label ->
                            pod.at("/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue())))
        .toList();
  }
}
