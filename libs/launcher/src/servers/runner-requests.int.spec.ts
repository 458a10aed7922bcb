import { AckPolicy, DeliverPolicy, jetstreamManager } from '@nats-io/jetstream';
import { connect, createInbox, type Msg, type NatsConnection } from '@nats-io/transport-node';
import {
  heartbeatSubject,
  lostAttemptSubject,
  OPEN_JOBS,
  runnerRequests,
  STREAM,
  textSubject,
} from '@reprise/contracts';
import { connectionOptions } from '@reprise/event-log';
import { startEmbeddedNats, type TestEmbeddedNats } from '@reprise/launcher/testing';
import { waitUntil } from '@reprise/testing';

const [A, B] = ['runner-a', 'runner-b'];
const place = { runner_id: A, storage_id: 'storage-a' };

let nats: TestEmbeddedNats;
let gateway: NatsConnection;
let a: NatsConnection;
let b: NatsConnection;
beforeAll(async () => {
  nats = await startEmbeddedNats(A, B);
  const opened = [nats.urls.gateway, nats.runners[A]!, nats.runners[B]!].map((servers) =>
    connect(connectionOptions({ servers, name: 'test' })),
  );
  [gateway, a, b] = (await Promise.all(opened)) as [NatsConnection, NatsConnection, NatsConnection];
});
afterAll(async () => {
  await Promise.all([gateway, a, b].map((nc) => nc.close()));
  await nats.stop();
});

/** Returns the server's message about the next rejected operation, once `operation` is flushed. */
async function refusalOf(nc: NatsConnection, operation: () => void): Promise<string> {
  let found = '';
  void (async () => {
    for await (const status of nc.status())
      if (status.type === 'error') {
        found = String(status.error);
        return;
      }
  })();
  operation();
  await nc.flush();
  // The rejection arrives before the response to the flush.
  await new Promise(setImmediate);
  return found;
}
const denied = expect.stringContaining('Permissions Violation') as string;

/** Messages that arrive at a subject. */
function heard(nc: NatsConnection, subject: string): Msg[] {
  const messages: Msg[] = [];
  nc.subscribe(subject, { callback: (_, message) => void messages.push(message) });
  return messages;
}

describe('the requests of a runner login', () => {
  it('include questions to its runner, and none to another', async () => {
    const ofA: Msg[] = [];
    const subscription = a.subscribe(runnerRequests(A), { callback: (_, message) => void ofA.push(message) });
    const ofB = heard(b, runnerRequests(B));
    for (const subject of [runnerRequests(A), textSubject(place), 'rpc.runner.>', 'rpc.*.>', 'rpc.>'])
      expect([subject, await refusalOf(b, () => b.subscribe(subject, { callback: () => undefined }))]).toEqual([
        subject,
        denied,
      ]);
    await a.flush();
    gateway.publish(textSubject(place), 'question');
    await waitUntil(() => ofA.length === 1, { what: 'the question is heard' });
    await b.flush();
    expect(ofB).toEqual([]);
    subscription.unsubscribe();
  });

  it('are answered once, and never for another runner', async () => {
    const inbox = createInbox('_INBOX_gateway');
    const answers = heard(gateway, inbox);
    const [question] = await Promise.all([
      new Promise<Msg>((resolve) => a.subscribe(textSubject(place), { callback: (_, msg) => resolve(msg), max: 1 })),
      a.flush().then(() => gateway.publish(textSubject(place), 'question', { reply: inbox })),
    ]);
    expect(await refusalOf(b, () => b.publish(inbox, 'forged'))).toEqual(denied);
    expect(await refusalOf(a, () => void question.respond('answer'))).toBe('');
    await waitUntil(() => answers.length === 1, { what: 'the answer is heard' });
    expect(answers[0]!.string()).toBe('answer');
    expect(await refusalOf(a, () => a.publish(inbox, 'once more'))).toEqual(denied);
    expect(await refusalOf(a, () => a.publish(createInbox('_INBOX_gateway'), 'x'))).toEqual(denied);
    expect(await refusalOf(b, () => b.publish(createInbox(`_INBOX_runner.${A}`), 'x'))).toEqual(denied);
  });

  it('are its own heartbeats and reports, and questions to gateways', async () => {
    for (const subject of [heartbeatSubject(A), lostAttemptSubject(A), OPEN_JOBS])
      expect([subject, await refusalOf(a, () => a.publish(subject, '{}'))]).toEqual([subject, '']);
    const others = ['rpc.heartbeat', 'rpc.gateway.lost_attempt', 'rpc.gateway.other', textSubject(place)];
    for (const subject of [heartbeatSubject(A), lostAttemptSubject(A), ...others])
      expect([subject, await refusalOf(b, () => b.publish(subject, '{}'))]).toEqual([subject, denied]);
  });

  it('may deliver events to a known inbox, but those keep their own subject and are no answers', async () => {
    const inbox = createInbox('_INBOX_gateway');
    const delivered = heard(gateway, inbox);
    await gateway.flush();
    const subject = `reprise.runners.${B}.drained.${B}`;
    await b.request(subject, JSON.stringify({ id: 'q1', response: 'forged' }), { timeout: 30_000 });
    const jsm = await jetstreamManager(b, { checkAPI: false });
    await jsm.consumers.add(STREAM, {
      name: 'delivering',
      deliver_subject: inbox,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.All,
      filter_subject: `reprise.runners.${B}.>`,
    });
    await waitUntil(() => delivered.length === 1, { what: 'the event is delivered' });
    expect(delivered[0]!.subject).toBe(subject);
  });
});
