import { passesToNextflow } from '@reprise/pipelines';

/** Variables of the caller that a runner reads or passes on to Nextflow. Settings are added by name. */
const NEEDED = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME', 'JAVA_CMD'],
  // Needed to fetch pipelines and plugins.
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'],
  ...['SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'],
]);
const NEEDED_PREFIXES = ['NXF_', 'GIT_'];

/**
 * Returns the caller's variables that a runner needs, because tasks see its environment if they are not isolated.
 * @param alsoNeeded names that manifests allow for their pipelines
 */
export function runnerVariables(own: NodeJS.ProcessEnv, alsoNeeded: readonly string[] = []): NodeJS.ProcessEnv {
  const isNeeded = (name: string) =>
    NEEDED.has(name) ||
    alsoNeeded.includes(name) ||
    passesToNextflow(name) ||
    NEEDED_PREFIXES.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(own).filter(([name]) => isNeeded(name)));
}
