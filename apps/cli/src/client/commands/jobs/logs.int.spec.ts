import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '../../context.ts';
import { newProgram, runProgram } from '../../run-program.ts';
import { addLogs } from './logs.ts';

const EMPTY = 'The log is empty: nothing was written, or the file was deleted.\n';
const JOB = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';

describe('the log of a task', () => {
  let server: Server;
  let workDir: object | null;
  beforeEach(async () => {
    server = createServer((request, response) => {
      response.setHeader('next-offset', '0').setHeader('file-size', '0');
      response.end(request.url?.includes('/log?') ? '' : JSON.stringify({ cleaned: { work_dir: workDir } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function logs(file: string) {
    const said = { out: '', err: '' };
    const terminal = {
      write: (text: string) => void (said.out += text),
      err: (text: string) => void (said.err += `${text}\n`),
      paintErr: (_: string, text: string) => text,
    };
    const env = {
      REPRISE_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      REPRISE_TOKEN: 'token',
    };
    const context = { terminal, env, now: Date.now, signal: new AbortController().signal } as unknown as Context;
    const { exitCode } = process;
    try {
      const program = newProgram();
      addLogs(program, context);
      await runProgram(program, ['logs', JOB, '--file', file]);
      return { ...said, code: process.exitCode };
    } finally {
      process.exitCode = exitCode;
    }
  }

  it('is reported as missing if the work dir was deleted', async () => {
    workDir = { at: '2026-03-02T08:00:00.000Z', by: 'retention' };
    expect(await logs('ab/cdef12')).toMatchObject({ code: 4, err: expect.stringContaining('work dir of this job') });
    expect(await logs('nextflow')).toMatchObject({ code: 0, err: EMPTY });
  });

  it('is reported as empty if the task wrote nothing, or the file is gone', async () => {
    workDir = null;
    expect(await logs('ab/cdef12')).toMatchObject({ code: 0, out: '', err: EMPTY });
  });
});
