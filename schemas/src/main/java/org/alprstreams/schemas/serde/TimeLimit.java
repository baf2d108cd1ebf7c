package org.alprstreams.schemas.serde;

import io.apicurio.registry.resolver.client.RegistryClientFacade;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Gives up on a registry that has taken a request and does not answer. None of the HTTP clients
 * that Apicurio can use has a limit on that, or lets one be set. What is given up is interrupted,
 * upon which Java's HTTP client closes its connection.
 */
final class TimeLimit implements InvocationHandler {

  /** Few: one for each look-up that is under way, and known schemas are not looked up. */
  private static final ExecutorService REQUESTS =
      Executors.newCachedThreadPool(
          request -> {
            Thread thread = new Thread(request, "registry-request");
            thread.setDaemon(true);
            return thread;
          });

  private final RegistryClientFacade registry;
  private final Duration limit;

  private TimeLimit(RegistryClientFacade registry, Duration limit) {
    this.registry = registry;
    this.limit = limit;
  }

  /**
   * The same registry, whose methods fail with Kafka's {@link TimeoutException} once the limit is
   * over.
   */
  static RegistryClientFacade on(RegistryClientFacade registry, Duration limit) {
    return (RegistryClientFacade)
        Proxy.newProxyInstance(
            RegistryClientFacade.class.getClassLoader(),
            new Class<?>[] {RegistryClientFacade.class},
            new TimeLimit(registry, limit));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Future<Object> answer = REQUESTS.submit(() -> method.invoke(registry, arguments));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      // A reflective call wraps what the registry's client threw.
      throw e.getCause() instanceof InvocationTargetException thrown
          ? thrown.getCause()
          : e.getCause();
    } catch (java.util.concurrent.TimeoutException e) {
      answer.cancel(true);
      throw new TimeoutException(
          "The schema registry has not answered for " + limit.toMillis() + " ms.", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw new InterruptException(e); // Sets the thread's mark again.
    }
  }
}
