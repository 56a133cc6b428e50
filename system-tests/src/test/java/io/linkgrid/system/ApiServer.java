package io.linkgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The API server of a cluster: fabric8's mock, with TLS, before which the rules of rendered
 * manifests stand. The pods of the nodes may do what the roles of their account say and nothing
 * else, everybody else is not let in, as in a cluster.
 */
final class ApiServer implements AutoCloseable {
  /** What the kubelet would put into a file of each pod. */
  static final String TOKEN_OF_PODS = "token-of-the-pods";

  private static final String TOKEN_OF_CLUSTER = "token-of-the-cluster";

  // It would say each request; held here, or the level is forgotten with the logger.
  private static final Logger LOG_OF_THE_MOCK = Logger.getLogger(MockWebServer.class.getName());

  private final MockWebServer web = new MockWebServer();
  private final KubernetesMockServer mock;
  private final KubernetesClient cluster;
  private final List<? extends JsonNode> manifests;
  private final String namespace;
  private final Set<Right> granted;
  private final Set<Right> used = ConcurrentHashMap.newKeySet();
  private final Set<Right> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, Scheduled> pods = new TreeMap<>();

  /**
   * What somebody may do.
   *
   * @param namespace empty for what belongs to the whole cluster
   * @param group empty for the core API
   */
  record Right(String verb, String group, String resource, String namespace) {
    /** What a request needs, by its path; what is no resource stands under its whole path. */
    static Right neededBy(String method, String pathAndQuery) {
      URI uri = URI.create(pathAndQuery);
      String[] path = uri.getPath().substring(1).split("/", -1);
      boolean core = path[0].equals("api");
      int at = core ? 2 : 3;
      if (path.length <= at) {
        return new Right(method.toLowerCase(Locale.ROOT), "", uri.getPath(), "");
      }
      String namespace = "";
      if (path.length > at + 2 && path[at].equals("namespaces")) {
        namespace = path[at + 1];
        at += 2;
      }
      boolean one = path.length > at + 1;
      String resource = path[at] + (path.length > at + 2 ? "/" + path[at + 2] : "");
      String query = uri.getQuery() == null ? "" : uri.getQuery();
      String verb =
          switch (method) {
            case "GET" ->
                query.matches("(.*&)?watch=(1|true)(&.*)?") ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> method.toLowerCase(Locale.ROOT);
          };
      return new Right(verb, core ? "" : path[1], resource, namespace);
    }

    private Right everywhere() {
      return new Right(verb, group, resource, "");
    }
  }

  /** Where a pod is. */
  private record Scheduled(String address, String machine) {}

  /** Starts the server of a cluster to which these manifests were applied. */
  ApiServer(List<? extends JsonNode> manifests) {
    LOG_OF_THE_MOCK.setLevel(Level.WARNING);
    this.manifests = manifests;
    JsonNode nodes = PodProcesses.named(manifests, "StatefulSet", "linkgrid-node");
    namespace = nodes.at("/metadata/namespace").asText();
    granted = granted(nodes.at("/spec/template/spec/serviceAccountName").asText());
    mock =
        new KubernetesMockServer(
            new Context(), web, new HashMap<>(), new Guard(new KubernetesCrudDispatcher()), true);
    mock.init();
    cluster =
        mock.createClient(
            builder -> builder.editOrNewConfig().withOauthToken(TOKEN_OF_CLUSTER).endConfig());
  }

  /** Where it listens, without a slash at the end. */
  String url() {
    return "https://" + mock.getHostName() + ":" + mock.getPort();
  }

  /** Who vouches for it, as PEM. */
  String certificate() throws IOException {
    return Files.readString(Path.of(web.getSelfSignedCertificate().certificatePath()));
  }

  /** A pod on a machine of this zone. */
  void add(String pod, String address, String zone) {
    String machine = "machine-in-" + zone;
    cluster
        .nodes()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(machine)
                .addToLabels("topology.kubernetes.io/zone", zone)
                .endMetadata()
                .build())
        .createOr(NonDeletingOperation::update);
    cluster
        .pods()
        .inNamespace(namespace)
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(pod)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withNodeName(machine)
                .endSpec()
                .withNewStatus()
                .withPodIP(address)
                .endStatus()
                .build())
        .create();
    pods.put(pod, new Scheduled(address, machine));
    publish();
  }

  /** A pod that is no more. */
  void remove(String pod) {
    pods.remove(pod);
    publish();
    cluster.pods().inNamespace(namespace).withName(pod).delete();
  }

  /** What the roles give to the account of the nodes. */
  Set<Right> granted() {
    return Set.copyOf(granted);
  }

  /** Which of these rights were needed. */
  Set<Right> used() {
    return Set.copyOf(used);
  }

  /** What was asked for beyond them, and answered with 401 or 403. */
  Set<Right> refused() {
    return Set.copyOf(refused);
  }

  @Override
  public void close() {
    cluster.close();
    mock.destroy();
  }

  /** For each service of nodes the slice that its controller would write. */
  private void publish() {
    for (JsonNode service : manifests) {
      String component = service.at("/spec/selector/app.kubernetes.io~1component").asText();
      if (!service.path("kind").asText().equals("Service") || !component.equals("node")) {
        continue;
      }
      String name = service.at("/metadata/name").asText();
      JsonNode port = service.at("/spec/ports/0");
      List<Endpoint> endpoints =
          pods.entrySet().stream()
              .map(
                  pod ->
                      new EndpointBuilder()
                          .withAddresses(pod.getValue().address())
                          .withNewConditions()
                          .withReady(true)
                          .endConditions()
                          .withNodeName(pod.getValue().machine())
                          .withNewTargetRef()
                          .withKind("Pod")
                          .withName(pod.getKey())
                          .endTargetRef()
                          .build())
              .toList();
      cluster
          .discovery()
          .v1()
          .endpointSlices()
          .inNamespace(namespace)
          .resource(
              new EndpointSliceBuilder()
                  .withNewMetadata()
                  .withName(name + "-slice")
                  .withNamespace(namespace)
                  .addToLabels("kubernetes.io/service-name", name)
                  .addNewOwnerReference()
                  .withApiVersion("v1")
                  .withKind("Service")
                  .withName(name)
                  .endOwnerReference()
                  .endMetadata()
                  .withAddressType("IPv4")
                  .addNewPort()
                  .withName(port.path("name").asText())
                  .withPort(port.path("port").asInt())
                  .endPort()
                  .withEndpoints(endpoints)
                  .build())
          .createOr(NonDeletingOperation::update);
    }
  }

  private Set<Right> granted(String account) {
    Set<Right> rights = new HashSet<>();
    for (JsonNode binding : manifests) {
      String kind = binding.path("kind").asText();
      boolean ofAll = kind.equals("ClusterRoleBinding");
      boolean bound =
          binding
              .path("subjects")
              .valueStream()
              .anyMatch(
                  subject ->
                      subject.path("kind").asText().equals("ServiceAccount")
                          && subject.path("name").asText().equals(account)
                          && subject.path("namespace").asText().equals(namespace));
      if (!bound || !(ofAll || kind.equals("RoleBinding"))) {
        continue;
      }
      String where = ofAll ? "" : binding.at("/metadata/namespace").asText();
      JsonNode role =
          PodProcesses.named(
              manifests,
              binding.at("/roleRef/kind").asText(),
              binding.at("/roleRef/name").asText());
      for (JsonNode rule : role.path("rules")) {
        assertThat(rule.fieldNames())
            .toIterable()
            .as("words of a rule that this server knows")
            .containsExactlyInAnyOrder("apiGroups", "resources", "verbs");
        for (JsonNode group : rule.path("apiGroups")) {
          for (JsonNode resource : rule.path("resources")) {
            for (JsonNode verb : rule.path("verbs")) {
              rights.add(new Right(verb.asText(), group.asText(), resource.asText(), where));
            }
          }
        }
      }
    }
    return rights;
  }

  /** Asks for the token and the right before anything is answered. */
  private final class Guard extends Dispatcher {
    private final Dispatcher behind;

    Guard(Dispatcher behind) {
      this.behind = behind;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String token = request.getHeader("Authorization");
      if (("Bearer " + TOKEN_OF_CLUSTER).equals(token)) {
        return behind.dispatch(request);
      }
      Right needed = Right.neededBy(request.getMethod(), request.getPath());
      if (!("Bearer " + TOKEN_OF_PODS).equals(token)) {
        refused.add(needed);
        return refusal(401, "Unauthorized");
      }
      Right own = granted.contains(needed) ? needed : needed.everywhere();
      if (!granted.contains(own)) {
        refused.add(needed);
        return refusal(403, "Forbidden");
      }
      used.add(own);
      return behind.dispatch(request);
    }

    private MockResponse refusal(int code, String reason) {
      return new MockResponse()
          .setResponseCode(code)
          .setHeader("Content-Type", "application/json")
          .setBody(
              "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"reason\":\"%s\",\"code\":%d}"
                  .formatted(reason, code));
    }
  }
}
