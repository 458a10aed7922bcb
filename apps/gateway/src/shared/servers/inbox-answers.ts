import type { Msg } from '@nats-io/transport-node';
import type { IncomingResponse, ProducerDeserializer } from '@nestjs/microservices';

/**
 * Reads responses from runners, in such a way that no response can stop the gateway. Ignores messages that were not
 * sent to the inbox itself, because a login that may read the log can have events delivered there under their own
 * subjects.
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

/** No request has this id, so the client keeps waiting. */
const IGNORED: IncomingResponse = { id: 'not an answer', response: undefined, isDisposed: false };

const isResponse = (answer: unknown): answer is IncomingResponse =>
  typeof answer === 'object' && answer !== null && typeof (answer as { id?: unknown }).id === 'string';
