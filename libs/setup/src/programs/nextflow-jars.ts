export const version = '24.10.0';

export const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>reprise</groupId>
  <artifactId>nextflow-jars</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>io.nextflow</groupId><artifactId>nextflow</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/** Packages of java.base that Nextflow, written for Java 8, reaches into. */
const opened = [
  'java.lang',
  'java.io',
  'java.nio',
  'java.net',
  'java.util',
  'java.util.concurrent.locks',
  'java.util.concurrent.atomic',
  'java.util.regex',
  'sun.nio.ch',
  'sun.nio.fs',
  'sun.net.www.protocol.http',
  'sun.net.www.protocol.https',
  'sun.net.www.protocol.ftp',
  'sun.net.www.protocol.file',
  'jdk.internal.misc',
  'jdk.internal.vm',
];

/** Runs Nextflow from the jars beside it, in the process that it was started as. */
export const launcherScript = `#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
# Without plugins to be had, a look for newer ones would only delay each start.
export NXF_OFFLINE="\${NXF_OFFLINE:-true}"
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" \\
${opened.map((name) => `  --add-opens=java.base/${name}=ALL-UNNAMED \\`).join('\n')}
  -XX:TieredStopAtLevel=1 $NXF_OPTS -cp "$folder/jars/*" nextflow.cli.Launcher "$@"
`;
