import { readFileSync } from 'node:fs';
import {
  currentVersion,
  eventSchemas,
  upcast,
  type AnyEvent,
  type DataOf,
  type EventType,
  type Upcasters,
} from '@reprise/contracts';
import type { AsyncApiDocument } from '@reprise/contracts/asyncapi';
import { decode, encode, type Message } from './codec.ts';
import { context } from '../log-under-test.fixture.ts';
import { newId } from '../ids.ts';
import { makeEvent, type Fact } from '../make-event.ts';

const stored = (message: Message) => ({ ...message, seq: 7, stored_at: '2026-01-01T00:00:00.000Z' });
const event = makeEvent(
  { type: 'priority_changed', subject: newId(), data: { from: 0, to: 1, reason: null } },
  context(),
);

const asyncApi = JSON.parse(
  readFileSync(new URL('../../../contracts/src/asyncapi/asyncapi.json', import.meta.url), 'utf8'),
) as AsyncApiDocument;

describe('The codec', () => {
  const golden = new URL('../../../contracts/golden/', import.meta.url);
  const exampleOf = (type: string, version: number) =>
    JSON.parse(readFileSync(new URL(`${type}/v${String(version)}.json`, golden), 'utf8')) as AnyEvent;
  const types = Object.keys(eventSchemas) as EventType[];
  const examples = types.map((type) => [type, exampleOf(type, currentVersion(type))] as const);

  it.each(examples)('preserves the golden %s', (_, example) => {
    expect(decode(stored(encode(example)))).toMatchObject({ problem: null, event: { ...example, seq: 7 } });
  });

  const outdated = types.flatMap((type) =>
    Array.from({ length: currentVersion(type) - 1 }, (_, i) => [type, i + 1] as const),
  );
  it.each(outdated)('reads the golden %s of version %i from a log of an earlier release', (type, version) => {
    const old = exampleOf(type, version);
    const { subject, headers } = encode({ ...exampleOf(type, currentVersion(type)), id: old.id });
    const asThen = headers.map(
      ([name, value]) => [name, name === 'ce-type' ? value.replace(/\d+$/, String(version)) : value] as const,
    );
    const read = decode(
      stored({ subject, headers: asThen, payload: new TextEncoder().encode(JSON.stringify(old.data)) }),
    );
    expect(read).toMatchObject({
      problem: null,
      envelope: { version },
      event: { id: old.id, version: currentVersion(type) },
    });
  });

  it.each([
    ['submitted', 'batch'],
    ['task_completed', 'resources'],
    ['task_failed', 'resources'],
    ['task_retried', 'resources'],
    ['task_aborted', 'resources'],
    ['task_cached', 'resources'],
  ] as const)('writes %s without its %s in the version before, which the previous release reads', (type, field) => {
    const example = exampleOf(type, currentVersion(type));
    const { [field as never]: added, ...data } = example.data as Record<string, unknown>;
    expect(added).toBeDefined();
    const versionOf = (given: object) =>
      makeEvent({ type, subject: example.subject, data: given } as Fact, context()).version;
    const version = versionOf(data);
    expect(version).toBe(currentVersion(type) - 1);
    const written = encode({ ...example, data, version } as unknown as AnyEvent);
    expect(decode(stored(written))).toMatchObject({
      problem: null,
      envelope: { version: currentVersion(type) - 1 },
      event: { version: currentVersion(type), data },
    });
    expect(versionOf(example.data)).toBe(currentVersion(type));
  });

  it('writes a submission without batch and labels as version 7, which release 0.2.0 reads', () => {
    const { subject, data } = exampleOf('submitted', currentVersion('submitted'));
    const { batch: _, labels: __, ...given } = data as DataOf<'submitted'>;
    expect(makeEvent({ type: 'submitted', subject, data: given }, context()).version).toBe(7);
  });

  it.each([
    ['Cannot cancel job with status: completed', 400, 'wrong_status'],
    ['Cannot resume: this job never started, so no work is kept. Rerun it instead.', 409, 'never_started'],
    ['Cannot resume: its work dir is gone. Rerun it instead. (/jobs/1/work)', 409, 'work_dir_gone'],
  ])('reads the refusal "%s" of version 1 with its code', (detail, code, refusal) => {
    const { data: now } = exampleOf('resume_refused', 2);
    const { refusal: _, ...data } = now as { refusal: string };
    const v1 = { ...data, detail, code };
    expect(upcast('resume_refused', 1, v1)).toEqual({ ...data, detail, refusal });
  });

  it.each(examples)('sends %s with the headers that the AsyncAPI document shows', (type, example) => {
    const shown = asyncApi.components.messages[type]?.examples[0]?.headers;
    expect(Object.fromEntries(encode(example).headers)).toEqual(shown);
  });

  it('fills in the defaults of the schema', () => {
    const facts = exampleOf('task_started', currentVersion('task_started'));
    const { try: _, ...rest } = facts.data as Record<string, unknown>;
    const { event: read } = decode(stored(encode({ ...facts, data: rest } as unknown as AnyEvent)));
    expect(read?.data).toMatchObject({ try: 1 });
  });

  it('accepts any names of files and variables of a launch, since they are not our fields', () => {
    const submitted = exampleOf('submitted', currentVersion('submitted'));
    const launch = { files: { ref_at: '/data/x' }, env: { command: 'one\ntwo' } };
    const message = encode({ ...submitted, data: { ...submitted.data, launch } } as AnyEvent);
    expect(decode(stored(message)).event?.data).toMatchObject({ launch });
  });

  it.each(['Euro € 😀', '100 %', '"quoted"', '%41', ''])('carries the actor %j', (actor) => {
    const message = encode({ ...event, actor });
    expect(decode(stored(message)).envelope?.actor).toBe(actor);
    const header = message.headers.find(([name]) => name === 'ce-actor');
    expect(header?.[1]).toMatch(/^[\x21-\x7e]*$/);
  });

  it('accepts a person as actor only by the ids of account and token, and reads earlier events', () => {
    const [user, token] = [`user:${newId()}`, `token:${newId()}`];
    for (const actor of [user, `${user}/${token}`])
      expect(decode(stored(encode({ ...event, actor }))).event).toBeTruthy();
    for (const actor of ['user:', 'user:ana', `${user}0`, `${user}/token:`, `${user}/${token}/x`, `user:${user}`])
      expect(() => encode({ ...event, actor })).toThrow('its actor is');
    const message = encode(event);
    const headers = message.headers.map(([name, value]) => [name, name === 'ce-actor' ? 'user:ana' : value] as const);
    expect(decode(stored({ ...message, headers })).event).toMatchObject({ actor: 'user:ana' });
  });

  it('encodes like the example of the CloudEvents binding', () => {
    const { headers } = encode({ ...event, actor: 'Euro € 😀' });
    expect(headers).toContainEqual(['ce-actor', 'Euro%20%E2%82%AC%20%F0%9F%98%80']);
  });

  it('refuses bytes that are not UTF-8', () => {
    const message = encode(event);
    const headers = message.headers.map(([name, value]) => [name, name === 'ce-actor' ? '%C0%A0' : value] as const);
    expect(decode(stored({ ...message, headers }))).toMatchObject({ envelope: null, event: null });
    const payload = Uint8Array.of(0x22, 0xc0, 0xa0, 0x22);
    expect(decode(stored({ ...message, payload }))).toMatchObject({ envelope: null, event: null });
  });

  describe('with a message whose headers contradict its subject', () => {
    const said = (message: Message, changes: Record<string, string>): Message => ({
      ...message,
      headers: message.headers.map(([name, value]) => [name, changes[name] ?? value] as const),
    });
    const failed = `reprise.jobs.${event.subject}.life.attempt_failed`;

    it.each([
      ['another type', { ...encode(event), subject: failed }],
      ['another job', said(encode(event), { 'ce-subject': newId() })],
      [
        'another kind of event',
        { ...encode(event), subject: failed.replace('life.attempt_failed', 'task.priority_changed') },
      ],
      [
        'a type that is not known',
        said({ ...encode(event), subject: failed }, { 'ce-type': 'reprise.job.archived.v1' }),
      ],
      ['no job', said(encode(event), { 'ce-subject': 'default' })],
    ])('returns neither envelope nor event: %s', (_, message) => {
      const read = decode(stored(message));
      expect(read).toMatchObject({ ...message, envelope: null, event: null });
      expect(read.problem).toBeTruthy();
    });

    it('returns neither envelope nor event for a duplicate attribute, since readers differ in which one they take', () => {
      const message = encode(event);
      const headers = [['ce-type', 'reprise.job.cancel_requested.v1'] as const, ...message.headers];
      expect(decode(stored({ ...message, headers }))).toMatchObject({ envelope: null, event: null });
    });

    it('keeps the envelope of a type from a newer release, under its own subject', () => {
      const message = said(encode(event), { 'ce-type': 'reprise.job.archived.v1' });
      const subject = `reprise.jobs.${event.subject}.life.archived`;
      expect(decode(stored({ ...message, subject }))).toMatchObject({ envelope: { type: 'archived' }, event: null });
    });
  });

  describe('with a second and a third version of a type', () => {
    const chains: Upcasters = {
      priority_changed: [
        (data) => ({ ...(data as object), reason: 'none was asked for' }),
        ({ old, new: to, reason }: any) => ({ from: old, to, reason }), // oxlint-disable-line typescript/no-explicit-any -- the shape of a version that never was
      ],
    };
    const of = (version: number, data: object): Message => {
      const message = encode(event);
      const headers = message.headers.map(
        ([name, value]) =>
          [name, value.replace('priority_changed.v1', `priority_changed.v${String(version)}`)] as const,
      );
      return { ...message, headers, payload: new TextEncoder().encode(JSON.stringify(data)) };
    };

    it.each([
      [1, { old: 1, new: 2 }, { from: 1, to: 2, reason: 'none was asked for' }],
      [2, { old: 1, new: 2, reason: 'r' }, { from: 1, to: 2, reason: 'r' }],
      [3, { from: 1, to: 2, reason: 'r' }, { from: 1, to: 2, reason: 'r' }],
    ])('reads version %i as the current one, and leaves its envelope unchanged', (version, data, current) => {
      const read = decode(stored(of(version, data)), chains);
      expect(read).toMatchObject({ envelope: { version }, event: { version: 3, data: current }, problem: null });
    });

    it('writes only the current one', () => {
      expect(() => encode(event, chains)).toThrow('version 1 is not the current 3');
      expect(encode({ ...event, version: 3 }, chains).headers).toContainEqual([
        'ce-type',
        'reprise.job.priority_changed.v3',
      ]);
    });
  });
});
