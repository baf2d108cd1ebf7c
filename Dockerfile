# One image for every application; the command names which: ingest, recognition, matching, retention, console.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -DskipTests package

# OpenCV and Tesseract come with the jars and are built against glibc: no Alpine here.
FROM eclipse-temurin:17-jre
# ffmpeg opens videos and RTSP streams: docs/decisions/0003-video-and-rtsp.md
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/alpr alpr
COPY --from=build /src/deploy/target/app/lib /opt/alpr/lib
USER 10001
WORKDIR /var/lib/alpr
VOLUME /var/lib/alpr/data
EXPOSE 8080
ENV ALPR_HTTP_HOST=0.0.0.0 \
    ALPR_SERVICE_DATA_DIRECTORY=/var/lib/alpr/data \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true"
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["java", "-cp", "/opt/alpr/lib/*", "org.alprstreams.deploy.HealthProbe", "http://localhost:8080/health/live"]
ENTRYPOINT ["java", "-cp", "/opt/alpr/lib/*", "org.alprstreams.deploy.Main"]
CMD ["--help"]
