import { GATEWAY_SOURCE, NO_ACCOUNT } from '@reprise/contracts';
import { startNats, type TestServer } from '@reprise/testing';
import { EVERYTHING } from './event-log.ts';
import { openJetStreamLog } from './jetstream/open-jetstream-log.ts';
import { makeEvent } from './make-event.ts';
import { collect, context, priorityChange, take } from './log-under-test.fixture.ts';
import { newId } from './ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startNats();
});
afterAll(() => server.stop());

const open = async () => (await openJetStreamLog({ servers: server.url, name: 'test' })).log;

describe('a quarantined message', () => {
  it('has no event for any reader of a log that is opened later, and keeps its bytes', async () => {
    const before = await open();
    const job = newId();
    const { seq } = await before.append(priorityChange(job, 1));
    const [known] = await collect(before.read(EVERYTHING, { from: seq }));
    const data = { seq, stream_subject: known!.subject, operator: 'root', reason: 'it stops the projector' };
    const record = makeEvent(
      { type: 'message_quarantined', subject: NO_ACCOUNT, data },
      { ...context(), source: GATEWAY_SOURCE },
    );
    const recorded = await before.append(record);
    await before.close();

    const log = await open();
    const read = await collect(log.read(EVERYTHING, { from: seq }));
    expect(read[0]).toEqual({ ...known, envelope: null, event: null, problem: 'quarantined: it stops the projector' });
    expect(read[1]).toMatchObject({ seq: recorded.seq, event: { type: 'message_quarantined' } });
    expect(await take(log.follow(EVERYTHING, { from: seq }), 2)).toEqual(read);
    await log.close();
  });

  it('cannot be the record of a quarantine, which stays in effect', async () => {
    const log = await open();
    const last = (await log.head()).last_seq;
    const data = { seq: last, stream_subject: 'x', operator: 'root', reason: 'hide the record' };
    const hiding = { ...context(), source: GATEWAY_SOURCE };
    await log.append(makeEvent({ type: 'message_quarantined', subject: NO_ACCOUNT, data }, hiding));
    await log.close();
    const opened = await open();
    const [record] = await collect(opened.read(EVERYTHING, { from: last }));
    expect(record!.event).toMatchObject({ type: 'message_quarantined' });
    await opened.close();
  });
});
