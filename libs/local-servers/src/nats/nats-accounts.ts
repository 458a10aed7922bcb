import {
  filtersOfRunner,
  GATEWAY,
  GATEWAY_REQUESTS,
  heartbeatSubject,
  HEARTBEATS,
  lostAttemptSubject,
  OPEN_JOBS,
  runnerRequests,
  STREAM,
  subjectsAppendedBy,
} from '@reprise/contracts';

/** The mirror of the log for external consumers, in a separate account. */
export const COPY = 'REPRISE_EVENTS';
/** The mirror's access to the log: subjects that map to two requests in our account, and nothing else. */
export const LOG_API = 'reprise.log.api';
export const LOG_DELIVERY = 'reprise.log.deliver';

export const logins = ['reprise', 'upgrader', 'gateway', 'copier', 'consumer'] as const;
/**
 * - `reprise`: creates the stream, and fills an empty one; only used manually and by `npm start`
 * - `upgrader`: changes the stream of an earlier release; only used by `npm start`
 * - `gateway`: the gateways
 * - `copier`: creates the mirror, and recreates it after the log was recreated
 * - `consumer`: reads the mirror
 *
 * Each runner also has its own login, named after its id.
 */
export type Login = (typeof logins)[number];

/** Prefix of the reply subjects of a login. No other login can subscribe to them. */
export const inboxPrefix = (login: Login): string => `_INBOX_${login}`;

const RUNNER_INBOXES = '_INBOX_runner';
export const runnerInboxPrefix = (runnerId: string): string => `${RUNNER_INBOXES}.${runnerId}`;

interface Permissions {
  readonly publish: { readonly allow: readonly string[] } | { readonly deny: readonly string[] };
  readonly subscribe?: { readonly allow: readonly string[] };
  /** Limits of messages to the reply subject of each received request: their number, and the time. */
  readonly allow_responses?: { readonly max: number; readonly expires: string };
}

/** One user in a nats-server's configuration. */
interface User {
  readonly user: string;
  readonly password: string;
  readonly permissions: Permissions;
}

/** The login of a runner, which may append to subjects that end in its id. */
export const runnerUser = (runnerId: string, password: string): User => ({
  user: runnerId,
  password,
  permissions: runnerPermissions(runnerId),
});

/**
 * The `accounts` of a nats-server's configuration, with the minimum rights of each login.
 * @param runners password of each runner, by id
 */
export function natsAccounts(
  passwords: Readonly<Record<Login, string>>,
  runners: Readonly<Record<string, string>>,
): object {
  const user = (login: Login) => ({ user: login, password: passwords[login], permissions: permissions[login] });
  return {
    REPRISE: {
      jetstream: 'enabled',
      users: [
        ...[user('reprise'), user('upgrader'), user('gateway')],
        ...Object.entries(runners).map(([id, password]) => runnerUser(id, password)),
      ],
      exports: [
        { service: `$JS.API.CONSUMER.CREATE.${STREAM}`, accounts: ['CONSUMER'] },
        { service: `$JS.FC.${STREAM}.>`, accounts: ['CONSUMER'] },
        { stream: `${LOG_DELIVERY}.>`, accounts: ['CONSUMER'] },
      ],
    },
    CONSUMER: {
      jetstream: 'enabled',
      users: [user('copier'), user('consumer')],
      imports: [
        {
          service: { account: 'REPRISE', subject: `$JS.API.CONSUMER.CREATE.${STREAM}` },
          to: `${LOG_API}.CONSUMER.CREATE.${STREAM}`,
        },
        { service: { account: 'REPRISE', subject: `$JS.FC.${STREAM}.>` } },
        { stream: { account: 'REPRISE', subject: `${LOG_DELIVERY}.>` } },
      ],
    },
  };
}

/** Subjects that are needed to read and follow a stream with ephemeral consumers. */
const reading = (stream: string): string[] => [
  `$JS.API.DIRECT.GET.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}`,
  ...usingConsumers(stream),
];

/**
 * Subjects that are needed to follow only those events of a stream that match certain filters. The server rejects a
 * request for a consumer whose filter differs from the one in the subject.
 */
const readingUnder = (stream: string, filters: readonly string[]): string[] => [
  ...filters.map((filter) => `$JS.API.CONSUMER.CREATE.${stream}.*.${filter}`),
  ...usingConsumers(stream),
];

const usingConsumers = (stream: string): string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.CONSUMER.INFO.${stream}.*`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.*`,
  `$JS.API.CONSUMER.DELETE.${stream}.*`,
];

const permissions: Readonly<Record<Login, Permissions>> = {
  reprise: {
    publish: {
      deny: ['UPDATE', 'DELETE', 'PURGE', 'MSG.DELETE'].map((verb) => `$JS.API.STREAM.${verb}.${STREAM}`),
    },
  },
  upgrader: {
    publish: { allow: ['INFO', 'UPDATE'].map((verb) => `$JS.API.STREAM.${verb}.${STREAM}`) },
    subscribe: { allow: [`${inboxPrefix('upgrader')}.>`] },
  },
  gateway: {
    publish: {
      allow: [
        ...subjectsAppendedBy(GATEWAY).toSorted(),
        runnerRequests('*'),
        `${RUNNER_INBOXES}.>`,
        ...reading(STREAM),
        // In a cluster, only the leader answers this, so the answer is current.
        `$JS.API.STREAM.MSG.GET.${STREAM}`,
      ],
    },
    subscribe: { allow: [GATEWAY_REQUESTS, HEARTBEATS, `${inboxPrefix('gateway')}.>`] },
  },
  copier: {
    publish: {
      allow: [
        ...['INFO', 'CREATE', 'UPDATE', 'DELETE'].map((verb) => `$JS.API.STREAM.${verb}.${COPY}`),
        // For the positions of consumers, which it restores.
        `$JS.API.CONSUMER.LIST.${COPY}`,
        `$JS.API.CONSUMER.CREATE.${COPY}.>`,
        `$JS.API.CONSUMER.DURABLE.CREATE.${COPY}.*`,
      ],
    },
    subscribe: { allow: [`${inboxPrefix('copier')}.>`] },
  },
  consumer: {
    publish: {
      allow: [
        ...reading(COPY),
        '$JS.API.INFO',
        '$JS.API.STREAM.NAMES',
        '$JS.API.STREAM.LIST',
        `$JS.API.STREAM.MSG.GET.${COPY}`,
        `$JS.API.DIRECT.GET.${COPY}.>`,
        // Includes durable consumers, because they contain the positions of programs.
        `$JS.API.CONSUMER.CREATE.${COPY}.>`,
        `$JS.API.CONSUMER.DURABLE.CREATE.${COPY}.*`,
        `$JS.API.CONSUMER.NAMES.${COPY}`,
        `$JS.API.CONSUMER.LIST.${COPY}`,
        `$JS.ACK.${COPY}.>`,
        `$JS.FC.${COPY}.>`,
      ],
    },
    subscribe: { allow: [`${inboxPrefix('consumer')}.>`] },
  },
};

const runnerPermissions = (runnerId: string): Permissions => ({
  publish: {
    allow: [
      ...subjectsAppendedBy(runnerId).toSorted(),
      OPEN_JOBS,
      lostAttemptSubject(runnerId),
      heartbeatSubject(runnerId),
      ...readingUnder(STREAM, filtersOfRunner(runnerId)),
    ],
  },
  subscribe: { allow: [runnerRequests(runnerId), HEARTBEATS, `${runnerInboxPrefix(runnerId)}.>`] },
  // A runner may respond only to the requester. Gateways wait for at most 10 seconds. A longer time would cost memory,
  // because the server remembers the reply subject of each event that was read.
  allow_responses: { max: 1, expires: '15s' },
});
