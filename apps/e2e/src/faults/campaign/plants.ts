import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { JobView } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import { QUEUE, type Choice } from '../clients/menu.ts';
import type { Nemesis } from '../nemesis/nemesis.ts';
import type { Rule } from '../checker/violation.ts';
import type { AccessLedger } from '../record/access.ts';
import type { Facts } from '../record/facts.ts';
import { acknowledgement, outcomeOf, type SentCommand } from '../record/ledger.ts';
import { allJobs } from '../system/requests.ts';
import type { System } from '../system/system.ts';
import type { PlantName } from './plant-names.ts';
import { untilQuiet } from './quiet.ts';

export interface PlantTools {
  readonly access: AccessLedger;
  readonly nemesis: Nemesis;
  /** Sends a command as a client does. */
  readonly send: (choice: Choice) => Promise<SentCommand>;
}

/** A violation made on purpose. */
export interface Plant {
  /** The rule that must find it. */
  readonly rule: Rule;
  /** Changes the system before the facts are gathered. */
  readonly inSystem?: (system: System, commands: readonly SentCommand[], tools: PlantTools) => Promise<void>;
  /** Changes the recorded facts. */
  readonly inFacts?: (facts: Facts) => Facts;
}

export const plants: Readonly<Record<PlantName, Plant>> = {
  'missing-command': {
    rule: 'acknowledged_missing',
    inFacts: (facts) => ({
      ...facts,
      commands: [...facts.commands, { ...lastAcknowledged(facts.commands), token: 'planted' }],
    }),
  },
  'other-reason': {
    rule: 'acknowledged_missing',
    inFacts: (facts) => withEventOf(facts, (event) => ({ ...event, data: { ...event.data, reason: 'planted' } })),
  },
  'refused-accepted': {
    rule: 'refused_accepted',
    inFacts: (facts) => {
      const { token } = lastAcknowledged(facts.commands);
      const refused = (each: SentCommand) => (each.token === token ? { ...each, answers: [{ status: 400 }] } : each);
      return { ...facts, commands: facts.commands.map(refused) };
    },
  },
  'doubled-command': {
    rule: 'doubled_command',
    inSystem: async (system, commands) => {
      const ofQueue = commands.filter(({ verb }) => verb === 'resume_queue');
      await appendAgain(system.natsUrl, acknowledgement(lastAcknowledged(ofQueue))!.seq!);
    },
  },
  'second-launch': {
    rule: 'second_launch',
    inSystem: async ({ notes }) => notes.forgeLaunch(notes.launches().at(-1)!),
  },
  'stray-process': {
    rule: 'stray_process',
    inSystem: async (system) => {
      const { job_id, attempt } = await aCompletedJob(system);
      const env = { PATH: process.env['PATH'], REPRISE_JOB_ID: job_id, REPRISE_ATTEMPT: String(attempt) };
      spawn('sleep', ['600'], { cwd: system.folder, env, stdio: 'ignore', detached: true }).unref();
    },
  },
  'executor-leftover': {
    rule: 'executor_leftover',
    inSystem: async ({ executors }) => executors?.forge(),
  },
  'changed-result': {
    rule: 'changed_result',
    inSystem: async (system) => {
      const { output_dir } = await aCompletedJob(system);
      const files = readdirSync(output_dir!, { recursive: true, withFileTypes: true });
      const file = files.find((entry) => entry.isFile())!;
      appendFileSync(join(file.parentPath, file.name), ' ');
    },
  },
  'missing-delivery': {
    rule: 'missing_delivery',
    inFacts: (facts) => ({
      ...facts,
      deliveries: { ...facts.deliveries, received: new Map([...facts.deliveries.received].slice(1)) },
    }),
  },
  'dropped-mail': {
    rule: 'missing_mail',
    inSystem: async ({ mail }) => {
      await waitUntil(() => mail.received.length > 0, { every: 200, what: 'a mail is accepted' });
      mail.drop();
    },
  },
  'lost-upload': {
    rule: 'upload_lost',
    inSystem: async (system) => rmSync(largestUpload(system)),
  },
  'changed-upload': {
    rule: 'upload_changed',
    inSystem: async (system) => {
      const file = largestUpload(system);
      const content = readFileSync(file);
      content[0]! ^= 1;
      rmSync(file);
      writeFileSync(file, content);
    },
  },
  'accepted-after-end': {
    rule: 'access_after_end',
    inSystem: async (_, __, { access }) => {
      const ended = access.credentials.findLast(({ endedAt }) => endedAt !== undefined)!;
      access.use(ended, 'GET /planted', performance.now(), 200);
    },
  },
  'unrecorded-change': {
    rule: 'access_unrecorded',
    inFacts: (facts) => ({
      ...facts,
      events: facts.events.map((event) => (event.type === 'token_revoked' ? { ...event, type: 'planted' } : event)),
    }),
  },
  'lost-person': {
    rule: 'access_lost',
    inFacts: ({ access, ...facts }) => ({ ...facts, access: { ...access, listed: access.listed.slice(1) } }),
  },
  'changed-input': {
    rule: 'input_changed',
    inFacts: (facts) => ({ ...facts, inputs: facts.inputs.map((input) => ({ ...input, sha256: 'planted' })) }),
  },
  // The power fails after a command for which the drive only pretended to sync.
  'lying-drive': {
    rule: 'acknowledged_missing',
    inSystem: async (system, _commands, { nemesis, send }) => {
      await system.drive!.lie();
      await send({ verb: 'pause_queue', target: QUEUE });
      await nemesis.apply({ kind: 'power-cut', duration: 0, pick: 0.99 });
      await untilQuiet(system, send);
    },
  },
};

function largestUpload({ uploadsDir }: System): string {
  const files = readdirSync(uploadsDir).map((name) => join(uploadsDir, name));
  return files.toSorted((a, b) => statSync(b).size - statSync(a).size)[0]!;
}

const lastAcknowledged = (commands: readonly SentCommand[]): SentCommand =>
  commands.findLast((each) => outcomeOf(each) === 'acknowledged')!;

function withEventOf(facts: Facts, change: (event: Facts['events'][number]) => Facts['events'][number]): Facts {
  const { seq } = acknowledgement(lastAcknowledged(facts.commands))!;
  return { ...facts, events: facts.events.map((event) => (event.seq === seq ? change(event) : event)) };
}

const aCompletedJob = async (system: System): Promise<JobView> =>
  (await allJobs(system)).find(({ status }) => status === 'completed')!;

/** Appends the same message once more, under another id. */
async function appendAgain(url: string, seq: number): Promise<void> {
  const { host, username: user, password: pass } = new URL(url);
  const connection = await connect({ servers: host, user, pass, name: 'faults' });
  try {
    const client = jetstream(connection);
    const message = await (await client.jetstreamManager()).streams.getMessage('REPRISE', { seq });
    const { header, subject, data } = message!;
    const id = randomUUID();
    for (const name of ['ce-id', 'Nats-Msg-Id']) header.set(name, id);
    for (const name of header.keys()) if (name.startsWith('Nats-Expected')) header.delete(name);
    await client.publish(subject, data, { headers: header });
  } finally {
    await connection.close();
  }
}
