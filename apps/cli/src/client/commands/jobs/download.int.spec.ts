import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { newProgram, runProgram } from '../../run-program.ts';
import { addDownload } from './download.ts';

const JOB = '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90';
const CONTENTS: Readonly<Record<string, string>> = {
  'a.tsv': 'listed',
  'z/last.tsv': 'not listed',
  'z/none.bed': '',
  'a.txt': 'FAIL',
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const listed = { path: 'a.tsv', kind: 'tsv', bytes: 6, sha256: sha256('listed'), media_type: 'text/plain' };

describe('a download of results', () => {
  let folder: string;
  let server: Server;
  let items: object[];
  let truncated: boolean;
  let batch: object[];
  let missing: object[];
  let away: string | null;
  let gone: object[];
  let heedsRanges: boolean;
  /** Responses that are sent first, one after another, when a file is requested. */
  let problems: { status: number; detail: string }[];
  beforeEach(async () => {
    items = [listed];
    batch = [];
    missing = [];
    truncated = true;
    away = null;
    gone = [];
    heedsRanges = true;
    problems = [];
    folder = mkdtempSync(join(tmpdir(), 'reprise-download-'));
    server = createServer((request, response) => {
      const path = decodeURIComponent(/\/files\/([^?]+)/.exec(request.url ?? '')?.[1] ?? '');
      const content = CONTENTS[path];
      if (request.url?.startsWith('/api/batches/')) response.end(JSON.stringify({ items: batch, missing }));
      else if (path === '' && !request.url?.includes('/files'))
        response.end(JSON.stringify({ job_id: JOB, sample_name: 'DEMO1' }));
      else if (path === '')
        response.end(JSON.stringify({ items, next_cursor: null, attempt: 1, away, gone, truncated }));
      else if (problems[0]) response.writeHead(problems[0].status).end(JSON.stringify(problems.shift()));
      else if (content === undefined) response.writeHead(404).end();
      else send(response, content, heedsRanges && request.headers.range === 'bytes=0-0');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  function send(response: ServerResponse, content: string, onlyFirst: boolean) {
    response.setHeader('etag', `"${sha256(content)}"`);
    const size = String(content.length);
    if (!onlyFirst) response.writeHead(200, { 'content-length': size }).end(content);
    else if (content === '') response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    else response.writeHead(206, { 'content-range': `bytes 0-0/${size}`, 'content-length': '1' }).end(content[0]);
  }

  async function download(...args: string[]) {
    const said = { out: '', err: '' };
    const terminal = {
      out: (text: string) => void (said.out += `${text}\n`),
      err: (text: string) => void (said.err += `${text}\n`),
      paintErr: (_: string, text: string) => text,
      isTty: false,
      isErrTty: false,
      width: Infinity,
    };
    const env = {
      REPRISE_URL: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      REPRISE_TOKEN: 'token',
      XDG_CONFIG_HOME: folder,
    };
    const context = { terminal, env, now: Date.now, signal: new AbortController().signal } as unknown as Context;
    const { exitCode } = process;
    try {
      const program = newProgram();
      addDownload(program, context);
      await runProgram(program, ['download', ...(args.includes('--batch') ? [] : [JOB]), ...args]);
      return { code: process.exitCode, ...said };
    } finally {
      process.exitCode = exitCode;
    }
  }
  const output = () => join(folder, 'results');

  it('saves the listed files, reports missing results, and exits with 1', async () => {
    const ended = await download('-o', output());
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('1 file (6 B)');
    expect(ended.err).toContain('The server lists the first 1 file of this job only: the others are missing here.');
    expect(readFileSync(join(output(), 'a.tsv'), 'utf8')).toBe('listed');
  });

  it('also exits with 1 if only the list is requested, or no file has the kind', async () => {
    expect(await download('--list')).toMatchObject({ code: 1, out: expect.stringContaining('a.tsv') });
    expect(await download('--kind', 'bam')).toMatchObject({ code: 1, err: expect.stringContaining('are missing') });
  });

  it('requests a named file that is not in the list, and verifies it', async () => {
    const ended = await download('a.tsv', 'z/last.tsv', '-o', output());
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('2 files (16 B)');
    expect(ended.out).toContain('2 checksums verified');
    expect(readFileSync(join(output(), 'z/last.tsv'), 'utf8')).toBe('not listed');
  });

  it('also requests an empty file, and a file whose range a proxy drops', async () => {
    expect(await download('z/none.bed', '-o', output())).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(output(), 'z/none.bed'), 'utf8')).toBe('');
    heedsRanges = false;
    expect(await download('z/last.tsv', '-o', output())).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(output(), 'z/last.tsv'), 'utf8')).toBe('not listed');
  });

  it('retries while the server is briefly away', async () => {
    problems = [{ status: 503, detail: 'Starting.' }];
    expect(await download('z/last.tsv', '-o', output())).toMatchObject({ code: 0, err: '' });
  });

  it('reports why the server rejects it', async () => {
    problems = [{ status: 409, detail: 'The results are on a disk that is away.' }];
    const ended = await download('z/last.tsv', '-o', output());
    expect(ended.code).not.toBe(0);
    expect(ended.err).toContain('The results are on a disk that is away.');
  });

  it('names a file that does not exist on the server', async () => {
    const ended = await download('none.tsv', '-o', output());
    expect(ended).toMatchObject({ code: 4, err: expect.stringContaining('This job has no result none.tsv.') });
    expect(existsSync(output())).toBe(false);
  });

  it('says that there are no files, or none of the kind', async () => {
    truncated = false;
    expect(await download('--kind', 'bam')).toMatchObject({ code: 4, err: expect.stringContaining('no such files') });
    items = [];
    expect(await download()).toMatchObject({ code: 4, err: 'Error: This job has no result files.\n' });
  });

  it('exits with 0 if the list is complete', async () => {
    truncated = false;
    expect(await download('-o', output())).toMatchObject({ code: 0, err: '' });
  });

  it('names recorded results that no longer exist, saves the others, and exits with 1', async () => {
    truncated = false;
    gone = [{ ...listed, path: 'b.tsv' }];
    const ended = await download('-o', output());
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('1 file (6 B)') });
    expect(ended.err).toContain('1 recorded result is not there any more: b.tsv.');
    expect(await download('--list')).toMatchObject({ code: 1, out: expect.stringContaining('a.tsv') });
    expect(await download('a.tsv', '-o', output())).toMatchObject({ code: 0, err: '' });
    expect(await download('b.tsv', '-o', output())).toMatchObject({
      code: 4,
      err: expect.stringContaining('The result b.tsv was recorded and is not there any more'),
    });
  });

  it('deletes files that differ from the record, saves the others, and names all that is wrong', async () => {
    truncated = false;
    const other = { ...listed, path: 'a.txt', bytes: 4 };
    items = [other, { ...listed, path: 'z/last.tsv', bytes: 7 }, listed];
    gone = [{ ...listed, path: 'b.tsv' }];
    const ended = await download('-o', output());
    expect(ended).toMatchObject({ code: 1, out: expect.stringMatching(/^1 file \(6 B\) .* 1 checksum verified\.\n$/) });
    expect(readFileSync(join(output(), 'a.tsv'), 'utf8')).toBe('listed');
    expect(existsSync(join(output(), 'a.txt'))).toBe(false);
    const [first, ...others] = ended.err.trim().split('\n');
    expect(first).toMatch(/^Error: \S*a\.txt is not what was recorded: its SHA-256 is /);
    expect(others).toEqual([
      expect.stringMatching(/z\/last\.tsv is not what was recorded: it has 10 bytes, not 7\.$/),
      '1 recorded result is not there any more: b.tsv.',
      'The copy was deleted. Try again; if this repeats, the file on the server has changed.',
      'It was moved or deleted in the output folder.',
    ]);
  });

  it('has a folder of its own, also if another job of the sample was submitted in the same minute', async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(await download()).toMatchObject({ out: expect.stringContaining(` in DEMO1-${JOB};`) });
      expect(readFileSync(join(folder, `DEMO1-${JOB}/a.tsv`), 'utf8')).toBe('listed');
    } finally {
      process.chdir(before);
    }
  });

  it('saves the results of a batch into a folder for each job, and names the jobs without results', async () => {
    const other = '0196f0c9-5b7e-7c3a-9a52-7c1d5e8f2b91';
    batch = [
      { ...listed, job_id: JOB, sample_name: 'A', attempt: 1, folder: 'A-0196f0c8' },
      { ...listed, path: 'z/last.tsv', bytes: 10, sha256: null, job_id: other, attempt: 1, folder: 'B-0196f0c9' },
    ];
    const id = '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01';
    expect(await download('--batch', id, '-o', output())).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(output(), 'A-0196f0c8/a.tsv'), 'utf8')).toBe('listed');
    expect(readFileSync(join(output(), 'B-0196f0c9/z/last.tsv'), 'utf8')).toBe('not listed');
    missing = [{ job_id: other, sample_name: 'C', detail: 'The job has not completed.' }];
    const ended = await download('--batch', id, '--list');
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining('A-0196f0c8/a.tsv') });
    expect(ended.err).toContain(`Missing: C (${other}): The job has not completed.`);
  });

  it('prints no count if no file is what was recorded', async () => {
    truncated = false;
    items = [{ ...listed, path: 'a.txt', bytes: 4 }];
    expect(await download('-o', output())).toMatchObject({ code: 1, out: '' });
  });

  it('exits with 4 if no result is readable any longer, and with 6 if their runner does not answer', async () => {
    truncated = false;
    away = 'These files were removed on 2026-12-01 13:45:00 UTC by Ana.';
    gone = items;
    expect(await download('-o', output())).toMatchObject({ code: 4, err: expect.stringContaining(away) });
    away = 'The runner that keeps these results does not answer now.';
    gone = [];
    expect(await download('-o', output())).toMatchObject({ code: 6, err: expect.stringContaining(away) });
  });

  it('counts only files of the requested kinds', async () => {
    truncated = false;
    gone = [{ ...listed, path: 'b.bam', kind: 'bam' }];
    expect(await download('--kind', 'tsv', '-o', output())).toMatchObject({ code: 0, err: '' });
    gone = Array.from({ length: 22 }, (_, index) => ({ ...listed, path: `${String(index)}.tsv` }));
    const { code, err } = await download('--kind', 'tsv', '-o', output());
    expect(code).toBe(1);
    expect(err).toContain('22 recorded results are not there any more: 0.tsv, 1.tsv');
    expect(err).toContain('19.tsv and 2 more.');
  });

  it('replaces a file of equal size without a recorded checksum, since it may belong to an earlier attempt', async () => {
    truncated = false;
    items = [{ path: 'a.txt', kind: null, bytes: 4, sha256: null, media_type: 'text/plain' }];
    mkdirSync(output());
    writeFileSync(join(output(), 'a.txt'), 'PASS');
    expect(await download('-o', output())).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(join(output(), 'a.txt'), 'utf8')).toBe('FAIL');
  });
});
