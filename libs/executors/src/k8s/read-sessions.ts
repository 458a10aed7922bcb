import { logMessages } from '@reprise/nextflow';

/** Where an attempt runs pods, and the label of those pods. */
export interface PodSession {
  /** Nextflow's session id. A resume has the id of the earlier attempt. */
  readonly session: string;
  readonly server: string;
  readonly namespace: string;
}

/** Source: Session.init of Nextflow 22.10 to 26.08. */
const SESSION = /^Session UUID: (\S+)$/;
/** Source: K8sExecutor.register and ClientConfig.toString of Nextflow 22.10 to 26.08. */
const CLIENT = /^\[K8s\] config=.*; API client config=ClientConfig\[ server=([^,]+), namespace=([^,]+), /;

/** Reads from Nextflow's logs where attempts run pods. Omits attempts that ended too early. */
export async function readSessions(attemptDirs: readonly string[]): Promise<readonly PodSession[]> {
  const found = await Promise.all(attemptDirs.map(sessionIn));
  return found.filter((each) => each !== null);
}

/** @throws Error if the attempt ran pods but its log does not say where */
async function sessionIn(attemptDir: string): Promise<PodSession | null> {
  let session: string | undefined;
  let client: readonly [server: string, namespace: string] | undefined;
  let isUsed = false;
  for await (const { logger, message } of logMessages(attemptDir)) {
    if (logger === 'Session') session ??= SESSION.exec(message)?.[1];
    const [, server, namespace] = logger === 'K8sExecutor' ? (CLIENT.exec(message) ?? []) : [];
    if (server !== undefined && namespace !== undefined) client = [server, namespace];
    isUsed ||= logger === 'Executor' && message.startsWith('[warm up] executor > k8s');
    // Executors are created before the first task.
    if (logger === 'Session' && message === 'Session await') break;
  }
  if (!isUsed) return null;
  if (session === undefined || client === undefined)
    throw new Error('the log of Nextflow does not say in which cluster and namespace its pods are');
  return { session, server: client[0], namespace: client[1] };
}
