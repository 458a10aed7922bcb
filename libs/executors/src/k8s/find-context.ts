/** Runs `kubectl` and returns its output. */
export type Kubectl = (...args: string[]) => Promise<string>;

interface Config {
  readonly clusters?: readonly { readonly name: string; readonly cluster?: { readonly server?: string } }[] | null;
  readonly contexts?: readonly { readonly name: string; readonly context?: { readonly cluster?: string } }[] | null;
  readonly 'current-context'?: string;
}

/**
 * Returns the `kubectl` options that select this server: another cluster would report no such pods. If several contexts
 * have the same server, the current one comes first.
 * @throws Error if there is none
 */
export async function findContext(
  kubectl: Kubectl,
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const config = JSON.parse(await kubectl('config', 'view', '--output=json')) as Config;
  const clusters = (config.clusters ?? []).filter(({ cluster }) => hostOf(cluster?.server ?? '') === hostOf(server));
  const contexts = (config.contexts ?? []).filter(({ context }) =>
    clusters.some(({ name }) => name === context?.cluster),
  );
  const current = contexts.find(({ name }) => name === config['current-context']) ?? contexts[0];
  if (current) return [`--context=${current.name}`];
  // In a pod without its own config, kubectl uses the cluster of that pod.
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = env;
  const isInCluster = (config.contexts ?? []).length === 0 && host !== undefined;
  if (isInCluster && hostOf(`${host}:${port}`) === hostOf(server)) return [];
  throw new Error(`kubectl has no context for ${server}, to which Nextflow sent its tasks`);
}

/** Returns the host and the port, because Nextflow may omit the scheme. */
function hostOf(server: string): string | null {
  try {
    const { protocol, host, port } = new URL(server.includes('://') ? server : `https://${server}`);
    return port || !host ? host : `${host}:${protocol === 'http:' ? '80' : '443'}`;
  } catch {
    return null; // not an address
  }
}
