import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamAPI,
  type StreamInfo,
} from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { connectionOptions, openJetStreamLog } from '@reprise/event-log';
import { COPY, LOG_API, LOG_DELIVERY } from '../servers/nats-accounts.ts';

/** Addresses with the logins of nats-accounts.ts. */
export interface LogUrls {
  readonly reprise: string;
  readonly copier: string;
}

/** Makes the log's stream, and its copy for the programs of others, where they are missing. */
export async function prepareLog(urls: LogUrls): Promise<void> {
  const { log } = await openJetStreamLog({ servers: urls.reprise, name: 'reprise start' });
  await log.close();
  await withCopies(urls, async (copies) => {
    if (!(await copyOf(copies))) await makeCopy(copies);
  });
}

/**
 * Makes the copy anew where it is older than the log: then it is the copy of another one, and would leave out what comes
 * at the sequences that it has. Positions that programs keep in it go with it.
 * @returns whether it was made anew
 */
export async function renewCopy(urls: LogUrls): Promise<boolean> {
  const { log } = await openJetStreamLog({ servers: urls.reprise, name: 'reprise reseed' });
  const { created } = await log.head().finally(() => log.close());
  return withCopies(urls, async (copies) => {
    const copy = await copyOf(copies);
    if (copy && Date.parse(copy.created) >= Date.parse(created)) return false;
    if (copy) await copies.delete(COPY);
    await makeCopy(copies);
    return true;
  });
}

async function withCopies<T>({ copier }: LogUrls, work: (copies: StreamAPI) => Promise<T>): Promise<T> {
  const nc = await connect(connectionOptions({ servers: copier, name: 'reprise copy' }));
  try {
    return await work((await jetstreamManager(nc, { checkAPI: false })).streams);
  } finally {
    await nc.close();
  }
}

const copyOf = (copies: StreamAPI): Promise<StreamInfo | null> =>
  copies.info(COPY).catch((error: unknown) => {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return null;
    throw error;
  });

/** A mirror: the server fills it, at the same sequences, and refuses everybody else's messages. */
async function makeCopy(copies: StreamAPI): Promise<void> {
  await copies.add({
    name: COPY,
    mirror: { name: STREAM, external: { api: LOG_API, deliver: LOG_DELIVERY } },
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
  });
}
