import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages of java.base that Nextflow needs by reflection, which are those that its official launcher opens. */
const opened = [
  'java.lang',
  'java.io',
  'java.nio',
  'java.nio.file.spi',
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

/** Runs Nextflow from the jars next to it, in the same process. */
export const launcherScript = `#!/bin/sh
folder=$(dirname "$(readlink -f "$0")")
# A home puts Nextflow into production mode: it loads and fetches the plugins that a pipeline pins. A user of tasks has
# one of its own.
home="$folder/home"
[ -w "$folder" ] || home="$HOME/.nextflow"
export NXF_HOME="\${NXF_HOME:-$home}"
# Classes as they were read once (class-data sharing): each start takes a fifth less CPU. Another Java ignores them.
archive="$folder/nextflow.jsa"
shared=
# An option with a space in it would be taken for two.
case "$folder" in *' '*) archive= ;; esac
[ ! -f "$archive" ] || shared="-XX:SharedArchiveFile=$archive -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off"
java="\${JAVA_HOME:+$JAVA_HOME/bin/}java"
# Each start of a runner asks for the version: Java would take a second of processor time to tell it.
if [ "$*" = -v ] && command -v "$java" >/dev/null; then
  set -- "$folder"/jars/nextflow-[0-9]*.jar
  version=\${1##*/nextflow-}
  version=\${version%.jar}
  echo "nextflow version \${version%-one}"
  exit
fi
# Java 24 and later warn of native code and of memory access that Nextflow's libraries use.
java_home="\${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}"
case "$(sed -n 's/^JAVA_VERSION="\\([0-9]*\\).*/\\1/p' "$java_home/release" 2>/dev/null)" in
  2[4-9] | [3-9][0-9]) allowed='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow' ;;
  *) allowed= ;;
esac
exec "$java" \\
${opened.map((name) => `  --add-opens=java.base/${name}=ALL-UNNAMED \\`).join('\n')}
  $allowed -XX:TieredStopAtLevel=1 $shared $NXF_OPTS -cp "$folder/jars/*" nextflow.cli.Launcher "$@"
`;

/** Writes the launcher of a folder with jars, unless it is up to date. */
export function writeLauncher(folder: string): void {
  const file = join(folder, 'nextflow');
  if (!existsSync(join(folder, 'jars')) || (existsSync(file) && readFileSync(file, 'utf8') === launcherScript)) return;
  writeFileSync(`${file}.unfinished`, launcherScript, { mode: 0o755 });
  renameSync(`${file}.unfinished`, file);
}
