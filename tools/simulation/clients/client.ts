import { GATEWAY_SOURCE } from '@reprise/contracts';
import { commandId, derivedId } from '@reprise/event-log';
import type { CommandContext } from '@reprise/job-store';
import { Process } from '../kernel/process.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { GatewayHost, Request } from '../services/gateway-host.ts';
import type { Entry, Ledger } from './ledger.ts';

const MAX_TRIES = 6;
const RETRY_MS = 1_000;

interface Surroundings {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly gateways: readonly GatewayHost[];
}

interface Sending {
  /** Distinguishes the client's commands. */
  readonly name: string;
  readonly request: Request;
  readonly atMs: number;
  readonly gateway: number;
}

/**
 * Sends one command with an `Idempotency-Key`. Retries at the other gateway until there is a response, or gives up.
 */
export async function sendRequest(
  { kernel, ledger, gateways }: Surroundings,
  { name, request, atMs, gateway }: Sending,
): Promise<void> {
  ledger.active += 1;
  const client = new Process(name, { isMortal: false });
  const context = contextOf(name, request);
  const entry: Entry = { request, causationId: context.causation_id, answer: null };
  await kernel.sleep(client, atMs);
  ledger.entries.push(entry);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const to = gateways[(gateway + tries) % gateways.length]!;
    const sent = await kernel.call(client, `sends ${request.command.name} to ${to.service.name}`, () => {
      const answer = to.request(request, context).catch((error: unknown) => {
        kernel.note(`      ${name}: ${(error as Error).message}`);
        return null;
      });
      return { answer };
    });
    entry.answer = await sent.answer;
    if (entry.answer) break;
    await kernel.sleep(client, RETRY_MS);
  }
  kernel.note(`      ${name} ${request.command.name}: ${entry.answer?.outcome ?? 'gives up'}`);
  ledger.active -= 1;
}

function contextOf(name: string, request: Request): CommandContext {
  const actor = `user:${derivedId('simulated user', name)}`;
  const id = commandId(actor, request.command.name, name);
  return {
    id,
    actor,
    source: GATEWAY_SOURCE,
    correlation_id: id,
    causation_id: derivedId('request', id, JSON.stringify(request)),
    repeatable: true,
  };
}
