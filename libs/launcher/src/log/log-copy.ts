import {
  type ConsumerAPI,
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type StreamAPI,
  type StreamInfo,
  type SubjectTransformConfig,
} from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { connectionOptions, type Head } from '@reprise/event-log';
import { COPY, LOG_API, LOG_DELIVERY } from '@reprise/local-servers';

/** A server with a busy disk answers late. */
const REQUEST_MS = 30_000;

/** Creation time of the source log, in the metadata of the mirror. */
const LOG_CREATED = 'reprise_log_created';

export async function withCopies<T>(
  copier: string,
  work: (copies: StreamAPI, consumers: ConsumerAPI) => Promise<T>,
): Promise<T> {
  const nc = await connect(connectionOptions({ servers: copier, name: 'reprise copy' }));
  try {
    const { streams, consumers } = await jetstreamManager(nc, { checkAPI: false, timeout: REQUEST_MS });
    return await work(streams, consumers);
  } finally {
    await nc.close();
  }
}

export const copyOf = (copies: StreamAPI): Promise<StreamInfo | null> =>
  copies.info(COPY).catch((error: unknown) => {
    if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound) return null;
    throw error;
  });

/**
 * Whether the mirror belongs to this log. A mirror of another log continues after its own last sequence, and therefore
 * lacks events with earlier sequences.
 */
export function isCopyOf({ config, created, state }: StreamInfo, log: Head): boolean {
  const madeOf = config.metadata?.[LOG_CREATED];
  // A manually created mirror has no such metadata, but it cannot be older than its log.
  const same = madeOf === undefined ? Date.parse(created) >= Date.parse(log.created) : madeOf === log.created;
  return same && state.last_seq <= log.last_seq;
}

/**
 * Removes the writer at the end of a subject, because consumers read the published subjects. Access events have no
 * transform, and are therefore not mirrored, because they are about people.
 */
const PUBLISHED: readonly SubjectTransformConfig[] = [
  ...['*.*.*.*', '*.*.*'].map((rest) => ({
    src: `reprise.jobs.${rest}`,
    dest: 'reprise.jobs.{{wildcard(1)}}.{{wildcard(2)}}.{{wildcard(3)}}',
  })),
  ...['queues', 'runners', 'inputs'].flatMap((family) =>
    ['*.*.*', '*.*'].map((rest) => ({
      src: `reprise.${family}.${rest}`,
      dest: `reprise.${family}.{{wildcard(1)}}.{{wildcard(2)}}`,
    })),
  ),
];

/**
 * Whether it mirrors the published subjects of this release. The mirror of an earlier release has the subjects as
 * stored, or fewer of them.
 */
export const hasPublishedSubjects = ({ config }: StreamInfo): boolean => {
  const copied = new Set(config.mirror?.subject_transforms?.map(({ src }) => src));
  return PUBLISHED.every(({ src }) => copied.has(src));
};

/** Creates a mirror. The server fills it with the same sequences and rejects all other messages. */
export async function makeCopy(copies: StreamAPI, log: Head, replicas = 1): Promise<void> {
  await copies.add({
    name: COPY,
    metadata: { [LOG_CREATED]: log.created },
    mirror: { name: STREAM, external: { api: LOG_API, deliver: LOG_DELIVERY }, subject_transforms: [...PUBLISHED] },
    num_replicas: replicas,
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.New,
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
  });
}

/** Adds missing replicas to the mirror. Returns a warning if that fails. */
export async function addReplicas(copies: StreamAPI, replicas = 1): Promise<string[]> {
  const { config } = await copies.info(COPY);
  if (config.num_replicas >= replicas) return [];
  try {
    await copies.update(COPY, { num_replicas: replicas });
    return [];
  } catch (error) {
    const [is, wanted] = [config.num_replicas, replicas].map(String);
    return [
      `The copy for other programs is kept on ${is} of the servers, not on ${wanted}: ${(error as Error).message}`,
    ];
  }
}
