import type { Msg } from '@nats-io/transport-node';
import { InboxAnswers } from './inbox-answers.ts';

const message = (subject: string, text: string) => ({ subject, json: () => JSON.parse(text) as unknown }) as Msg;
const read = (subject: string, text: string) => new InboxAnswers('_INBOX_gateway').deserialize(message(subject, text));
const answer = { id: 'q1', response: { text: 'N E X T' }, isDisposed: true };
const ignored = { id: 'not an answer', isDisposed: false };

describe('an answer of a runner', () => {
  it('is what was sent to the inbox', () => {
    expect(read('_INBOX_gateway.abc', JSON.stringify(answer))).toEqual(answer);
  });

  it('is missing if it came under another subject, such as an event of the log', () => {
    for (const subject of ['reprise.jobs.1.life.attempt_failed.b', '_INBOX_gateway2.abc', '_INBOX.abc'])
      expect(read(subject, JSON.stringify(answer))).toMatchObject(ignored);
  });

  it('is missing, without other harm, if it is no packet of Nest', () => {
    for (const text of ['x', 'null', '1', '[]', '{}', '{"response":{}}', '{"id":1}'])
      expect(read('_INBOX_gateway.abc', text)).toMatchObject(ignored);
  });
});
