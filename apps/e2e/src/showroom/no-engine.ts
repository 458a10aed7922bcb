import type { FieldProblem } from '@reprise/contracts';
import type { Fakes } from './fakes.ts';

const field = 'launch.config';
const message =
  "runs tasks in Docker, which no runner's tasks can use: permission denied while trying to connect to the Docker daemon socket (node-1). The first task with a container would fail. Install Docker on a runner and let tasks use it, or choose another profile";

/** The config of a submission enables a container engine that no runner can use. */
export function answerNoEngine({ change }: Fakes): void {
  const withWarning = (body: Record<string, unknown>, warning: object) => ({
    ...body,
    warnings: [...(body['warnings'] as FieldProblem[]), warning],
  });
  change(/\/api\/jobs\/check$/, (body) => withWarning(body, { field, message }));
  change(/\/api\/jobs\/sheet\/check$/, (body) => withWarning(body, { row: null, column: field, message }));
}
