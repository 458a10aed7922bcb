import * as is from '../types.ts';
import type { Setting } from './setting.ts';

/** NATS and Postgres, embedded or existing. */
export const serverSettings = {
  REPRISE_NATS_PORT: {
    type: is.port(1),
    otherwise: 'a free one',
    readers: ['start'],
    meaning: 'port of the embedded nats-server',
  },
  REPRISE_POSTGRES_PORT: {
    type: is.port(1),
    otherwise: 'a free one',
    readers: ['start'],
    meaning: 'port of the embedded Postgres',
  },
  NATS_URL: {
    type: is.natsAddress('nats://user:password@host:4222'),
    readers: ['start', 'gateway', 'runner'],
    requiredBy: ['gateway', 'runner'],
    meaning: 'existing NATS server with JetStream, instead of the embedded one',
  },
  NATS_COPIER_URL: {
    type: is.natsAddress('nats://copier:password@host:4222?inbox_prefix=_INBOX_copier'),
    readers: ['start'],
    meaning:
      'on an existing server: login that creates the copy of the log for consumers; see [events](events.md#connecting)',
  },
  NATS_UPGRADER_URL: {
    type: is.natsAddress('nats://upgrader:password@host:4222?inbox_prefix=_INBOX_upgrader'),
    otherwise: '`NATS_URL`',
    readers: ['start'],
    meaning:
      'on an existing server: login that may change the stream of the log when it was created by an earlier release; see [add a runner](add-runner.md)',
  },
  NATS_MONITOR_URL: {
    type: is.httpUrls,
    readers: ['start', 'gateway'],
    meaning:
      'on an existing server: its monitoring port, such as `http://nats.lab:8222`; for a cluster all ports, separated by commas. Used at the start to warn if acknowledged events are not written to disk',
  },
  REPRISE_NATS_REPLICAS: {
    type: is.replicas,
    otherwise: '`1`',
    readers: ['start', 'gateway', 'runner'],
    meaning:
      'on an existing cluster: number of servers that keep the log and its copy: `1`, `3` or `5`; without `NATS_URL` only `1`. A log and a copy with fewer get the missing ones at the next `npm start` or `create-log`, if the logins may change them; otherwise a warning says so',
  },
  DATABASE_URL: {
    type: is.postgresUrl,
    readers: ['start', 'gateway'],
    requiredBy: ['gateway'],
    meaning:
      'existing Postgres database, instead of the embedded one. Its user owns it, and the extension `pg_trgm` (part of every usual installation) exists or can be created. With the next two settings, the login that [projects](server.md#roles-in-postgres)',
  },
  DATABASE_READ_URL: {
    type: is.postgresUrl,
    otherwise: '`DATABASE_URL`',
    readers: ['start', 'gateway'],
    meaning: 'the same database, with the login that reads',
  },
  DATABASE_MIGRATE_URL: {
    type: is.postgresUrl,
    otherwise: '`DATABASE_URL`',
    readers: ['start', 'gateway'],
    meaning:
      'the same database, with the login that owns the tables, used at the start of a gateway, by `npm run rebuild`, `verify` and `reseed`',
  },
  DATABASE_ADMIN_URL: {
    type: is.postgresUrl,
    readers: ['start'],
    meaning:
      'on an existing Postgres: superuser, with the database `postgres`, with which `npx reprise create-roles` makes the [roles](server.md#roles-in-postgres) of the three settings above; services do not use it',
  },
} as const satisfies Record<string, Setting>;
