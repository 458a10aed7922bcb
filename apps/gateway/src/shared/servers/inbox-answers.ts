import type { Msg } from '@nats-io/transport-node';
import type { IncomingResponse, ProducerDeserializer } from '@nestjs/microservices';

/**
 * Reads answers of runners, none of which can stop the gateway. A message that was not sent to the inbox itself is none:
 * a login that may read the log can have it delivered there, under the subject of its event.
 */
export class InboxAnswers implements ProducerDeserializer {
  constructor(private readonly inboxPrefix = '_INBOX') {}

  deserialize(message: Msg): IncomingResponse {
    if (!message.subject.startsWith(`${this.inboxPrefix}.`)) return IGNORED;
    try {
      const answer: unknown = message.json();
      if (isResponse(answer)) return { ...answer, isDisposed: answer.isDisposed ?? false };
    } catch {
      // no JSON
    }
    return IGNORED;
  }
}

/** No request has this id, so that the client goes on waiting. */
const IGNORED: IncomingResponse = { id: 'not an answer', response: undefined, isDisposed: false };

const isResponse = (answer: unknown): answer is IncomingResponse =>
  typeof answer === 'object' && answer !== null && typeof (answer as { id?: unknown }).id === 'string';
