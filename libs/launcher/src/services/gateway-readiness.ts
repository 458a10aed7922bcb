import { assertPortIsFree, isRunning, type ServerProcess } from '@reprise/local-servers';
import type { StartPlan } from '../start-plan.ts';
import { loggedBy } from './logged-by.ts';

export type IsReady = () => Promise<boolean>;

/** Why a service will never be ready. */
export class NeverReadyError extends Error {}

/** Beginning of the line that a gateway logs once it listens (apps/gateway/src/main.ts). */
const LISTENING = '{"service":"gateway","msg":"listening"';

/** Time in which a gateway checks that the log is unchanged. Until then, it reports that it is catching up. */
const COMPARED_WITHIN_MS = 15_000;

/**
 * Part of the gateway's message if its tables cannot be written because of damaged files, which only this command
 * repairs.
 */
const REPAIR = 'npm run rebuild';

/**
 * Returns the readiness check of a launched gateway. It is called only once that gateway listens, because another
 * Reprise may answer on its port before that.
 */
export function gatewayReadiness(plan: StartPlan, started: ServerProcess): IsReady {
  let listens = false;
  let answersSince: number | undefined;
  return async () => {
    if (!isRunning(started.identity)) await assertNoOtherHasPort(plan);
    listens ||= (await loggedBy(started)).includes(LISTENING);
    if (!listens) return false;
    const answer = await fetch(`${plan.url}/health/ready`);
    const { details } = (await answer.json()) as { details?: { projection?: { state?: string; message?: string } } };
    const { state, message } = details?.projection ?? {};
    if (state === 'stream_changed' || (state === 'stuck' && message?.includes(REPAIR)))
      throw new NeverReadyError(message);
    if (!answer.ok) return false;
    answersSince ??= performance.now();
    return state !== 'catching_up' || performance.now() - answersSince > COMPARED_WITHIN_MS;
  };
}

/** @throws NeverReadyError */
async function assertNoOtherHasPort({ settings, port }: StartPlan): Promise<void> {
  try {
    await assertPortIsFree(settings.REPRISE_HOST, port, 'REPRISE_PORT');
  } catch (cause) {
    throw new NeverReadyError((cause as Error).message, { cause });
  }
}
