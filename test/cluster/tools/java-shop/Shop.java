import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A shop as anybody's, which knows nothing of tracing: it serves orders, and asks itself for them now and then. */
public class Shop {
  private static final int PORT = 8080;
  private static final int PAUSE_MS = 1_000;

  public static void main(String[] args) throws IOException, InterruptedException {
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 0);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext("/orders", exchange -> {
      byte[] orders = "[]".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, orders.length);
      exchange.getResponseBody().write(orders);
      exchange.close();
    });
    server.start();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest orders = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/orders")).build();
    while (true) {
      client.send(orders, HttpResponse.BodyHandlers.ofString());
      Thread.sleep(PAUSE_MS);
    }
  }
}
