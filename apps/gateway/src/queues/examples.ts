import type { QueueCommandAccepted } from '@reprise/contracts';
import type { Answer } from '../shared/openapi/describe.ts';
import { EXAMPLE } from '../shared/openapi/example-values.ts';

export const queueAcceptedExample = (message: string): Answer => {
  const example: QueueCommandAccepted = { message, queue: 'default', seq: 43, command_id: EXAMPLE.commandId };
  return { schema: 'QueueCommandAccepted', example };
};
