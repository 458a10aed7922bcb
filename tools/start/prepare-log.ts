import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { connectionOptions, openJetStreamLog } from '@reprise/event-log';
import { COPY, LOG_API, LOG_DELIVERY } from '../servers/nats-accounts.ts';

/** Makes the log's stream, and its copy for the programs of others, where they are missing. */
export async function prepareLog(urls: { readonly reprise: string; readonly copier: string }): Promise<void> {
  const { log } = await openJetStreamLog({ servers: urls.reprise, name: 'reprise start' });
  await log.close();
  const nc = await connect(connectionOptions({ servers: urls.copier, name: 'reprise start' }));
  try {
    const jsm = await jetstreamManager(nc, { checkAPI: false });
    if (!(await hasCopy(jsm))) await makeCopy(jsm);
  } finally {
    await nc.close();
  }
}

const hasCopy = (jsm: JetStreamManager): Promise<boolean> =>
  jsm.streams.info(COPY).then(
    () => true,
    (error: unknown) => {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return false;
      throw error;
    },
  );

/** A mirror: the server fills it, at the same sequences, and refuses everybody else's messages. */
async function makeCopy(jsm: JetStreamManager): Promise<void> {
  await jsm.streams.add({
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
