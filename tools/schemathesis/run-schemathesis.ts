import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Sender } from './senders.ts';

interface Options {
  /** Address of the server. */
  readonly url: string;
  /** Path of its OpenAPI document. */
  readonly document: string;
  readonly seed: string;
  /** Number of generated requests for each route, in addition to those at the limits of its schema. */
  readonly examples: string;
  /** Folder for reports. */
  readonly scratch: string;
}

/** Routes that would end the sender's session, or whose response never ends. */
const EXCLUDED = '/(sign-out|sign-out-everywhere|stream)$';

/** Sends generated requests as one sender. Returns their number, and a line for each 5xx response. */
export async function runSchemathesis(
  program: string,
  { name, headers }: Sender,
  { url, document, seed, examples, scratch }: Options,
): Promise<{ requests: number; errors: string[] }> {
  const report = join(scratch, `${name.replaceAll(' ', '-')}.ndjson`);
  const args = [
    ...['run', document, '--url', url, '--checks', 'not_a_server_error', '--continue-on-failure'],
    ...['--phases', 'examples,coverage,fuzzing', '--max-examples', examples, '--seed', seed, '--no-shrink'],
    ...['--exclude-path-regex', EXCLUDED, '--request-timeout', '20', '--warnings', 'off', '--no-color'],
    ...['--generation-with-security-parameters', 'false', '--report-ndjson-path', report],
    ...Object.entries(headers).flatMap(([key, value]) => ['--header', `${key}:${value}`]),
  ];
  const child = spawn(program, args, { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  await once(child, 'exit');
  return readReport(report);
}

/** Part of the report: all requests to one route in one phase. */
interface Line {
  readonly ScenarioFinished?: { readonly recorder: { readonly interactions?: Readonly<Record<string, Interaction>> } };
}

interface Interaction {
  readonly request: { readonly method: string; readonly uri: string };
  /** Null if the connection broke, or there was no response in time. */
  readonly response: { readonly status_code: number } | null;
}

async function readReport(report: string): Promise<{ requests: number; errors: string[] }> {
  let requests = 0;
  const errors: string[] = [];
  for await (const line of createInterface({ input: createReadStream(report) })) {
    const { ScenarioFinished: scenario } = JSON.parse(line) as Line;
    for (const { request, response } of Object.values(scenario?.recorder.interactions ?? {})) {
      requests++;
      const status = response?.status_code;
      if (status === undefined || status >= 500)
        errors.push(`${String(status ?? 'no answer')} ${request.method} ${request.uri.slice(0, 200)}`);
    }
  }
  return { requests, errors };
}
