import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { FilePage } from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { jobsWithFiles } from './jobs-with-files.fixture.ts';
import { Results } from './results.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  writeFileSync(join(gateway.folder, 'storage.id'), `${STORAGE}\n`);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const VCF = '##fileformat=VCFv4.2\n#CHROM\tPOS\n20\t4680251\n';
const REPORT = '<script>document.title = "read"</script>';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const { jobWith, caughtUp } = jobsWithFiles(() => gateway);

async function completedWith(files: Record<string, string>, kinds: Record<string, string>) {
  const job = await jobWith(files);
  const outputs = Object.entries(kinds).map(([kind, path]) => {
    const text = files[path] ?? '';
    return { kind, path: join(job.output_dir, path), bytes: text.length, sha256: sha256(text) };
  });
  await gateway.runner.succeed(job.job_id, 1, { outputs });
  await caughtUp();
  return job;
}

/** Requests a path unchanged, because `fetch` would resolve its dots first. */
const statusOfRawPath = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const headers = { authorization: `Bearer ${gateway.token}` };
    request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });

describe('the files of a job', () => {
  it('are those of the last attempt that started, if a rerun could not start', async () => {
    const { url, job_id } = await completedWith({ 'bam/S1.bam': 'bam' }, { bam: 'bam/S1.bam' });
    const { seq } = await gateway.accepted(`/api/jobs/${job_id}/rerun`, {});
    await gateway.job(job_id, seq);
    expect(await gateway.get<FilePage>(url)).toMatchObject({ attempt: 2, items: [] });
    await gateway.runner.claim(job_id, 2);
    await gateway.runner.fail(job_id, 2, 'start_failed');
    await caughtUp();
    expect(await gateway.get<FilePage>(url)).toMatchObject({ attempt: 1, items: [{ path: 'bam/S1.bam' }] });
    expect(await gateway.get<FilePage>(`${url}?attempt=2`)).toMatchObject({ attempt: 2, items: [] });
  });

  it('are listed with kind and checksum, and files without a kind come last', async () => {
    const files = { 'vcf/S1.vcf': VCF, 'a.txt': 'a', 'bam/S1.bam': 'bam' };
    const { url } = await completedWith(files, { bam: 'bam/S1.bam', raw_vcf: 'vcf/S1.vcf' });
    expect(await gateway.get<FilePage>(url)).toEqual({
      items: [
        { path: 'bam/S1.bam', kind: 'bam', bytes: 3, sha256: sha256('bam'), media_type: 'application/octet-stream' },
        { path: 'vcf/S1.vcf', kind: 'raw_vcf', bytes: VCF.length, sha256: sha256(VCF), media_type: 'text/plain' },
        { path: 'a.txt', kind: null, bytes: 1, sha256: null, media_type: 'text/plain' },
      ],
      next_cursor: null,
      attempt: 1,
      away: null,
      gone: [],
      truncated: false,
    });
  });

  it('are listed beside recorded files that no longer exist', async () => {
    const files = { 'a.vcf': VCF, 'b.tsv': 'b' };
    const { url, output_dir } = await completedWith(files, { raw_vcf: 'a.vcf', filtered_tsv: 'b.tsv' });
    rmSync(join(output_dir, 'b.tsv'));
    expect(await gateway.get<FilePage>(url)).toMatchObject({
      items: [{ path: 'a.vcf' }],
      away: null,
      gone: [{ path: 'b.tsv', sha256: sha256('b') }],
    });
    expect(await problemOf(await gateway.fetch(`${url}/b.tsv`))).toMatchObject({
      status: 404,
      detail: 'The result b.tsv was recorded and is not in the output dir any more: it was moved or deleted.',
    });
  });

  it('include the reports of the pipeline and of MultiQC, which can be listed alone', async () => {
    const files = {
      'a.txt': 'a',
      'multiqc/multiqc_report.html': REPORT,
      'qc/S1_2_fastqc.html': REPORT,
      'qc/S1_1_fastqc.html': REPORT,
    };
    const { url } = await completedWith(files, {});
    const reportsIn = ({ items }: FilePage) => items.map(({ path, report }) => [path, report]);
    const reports = [
      ['qc/S1_1_fastqc.html', 'FastQC'],
      ['qc/S1_2_fastqc.html', 'FastQC'],
      ['multiqc/multiqc_report.html', 'MultiQC'],
    ];
    expect(reportsIn(await gateway.get<FilePage>(`${url}?reports=1`))).toEqual(reports);
    const all = reportsIn(await gateway.get<FilePage>(url));
    expect(all).toHaveLength(4);
    expect(all).toEqual(expect.arrayContaining([['a.txt', undefined], ...reports]));
  });

  it('are the existing files of a failed attempt', async () => {
    const { job_id, url } = await jobWith({ 'vcf/S1.vcf': VCF });
    await gateway.runner.fail(job_id);
    await caughtUp();
    expect((await gateway.get<FilePage>(url)).items).toMatchObject([{ path: 'vcf/S1.vcf', kind: null, sha256: null }]);
  });

  it('are listed from the history with an explanation after they are gone', async () => {
    const { url, output_dir } = await completedWith({ 'a.vcf': VCF }, { raw_vcf: 'a.vcf' });
    rmSync(output_dir, { recursive: true });
    const page = await gateway.get<FilePage>(url);
    expect(page).toMatchObject({
      items: [{ path: 'a.vcf' }],
      away: expect.stringContaining('not in the output dir'),
      gone: [{ path: 'a.vcf' }],
    });
  });

  it('show who deleted them and when after a clean', async () => {
    const { job_id, url, output_dir } = await completedWith({ 'a.vcf': VCF }, { raw_vcf: 'a.vcf' });
    expect((await gateway.post(`/api/jobs/${job_id}/clean`, { what: 'results' })).status).toBe(202);
    rmSync(output_dir, { recursive: true });
    await gateway.runner.clean(job_id);
    await caughtUp();
    expect((await gateway.get<FilePage>(url)).away).toMatch(
      /^These files were removed on \S+ \S+ UTC by .+\. What was recorded of them is in the history of the job\.$/,
    );
  });

  it.each([0, 1])('include recorded files beyond the limit of the list (%i)', async (most) => {
    const job = await completedWith({ 'a.txt': 'a', 'vcf/S1.tsv': 'CHROM' }, { filtered_tsv: 'vcf/S1.tsv' });
    const results = gateway.app.get(Results);
    const of = results.of.bind(results);
    using found = jest.spyOn(results, 'of');
    found.mockImplementation(async (...asked) => {
      const source = await of(...asked);
      return source && { ...source, list: () => source.list(most) };
    });
    const { items, away, truncated } = await gateway.get<FilePage>(job.url);
    expect(items.map(({ path }) => path)).toEqual(['vcf/S1.tsv', 'a.txt'].slice(0, 1 + most));
    expect({ away, truncated }).toEqual({ away: null, truncated: true });
    rmSync(join(job.output_dir, 'vcf'), { recursive: true });
    expect((await gateway.fetch(`${job.url}/vcf/S1.tsv`)).status).toBe(404);
  });

  it('come from the history, without downloads, for an attempt whose folder a later attempt uses', async () => {
    const { job_id, url, output_dir } = await completedWith({ 'a.vcf': VCF, 'b.txt': 'b' }, { raw_vcf: 'a.vcf' });
    const work_dir = join(gateway.folder, 'jobs', job_id, 'work/1');
    await gateway.accepted(`/api/jobs/${job_id}/restart`, { step: 'ALIGN' });
    await gateway.runner.start(job_id, 2, { storage_id: STORAGE, output_dir, work_dir });
    const other = VCF.replace('251', '252');
    writeFileSync(join(output_dir, 'a.vcf'), other);
    await gateway.runner.succeed(job_id, 2, {
      outputs: [{ kind: 'raw_vcf', path: join(output_dir, 'a.vcf'), bytes: other.length, sha256: sha256(other) }],
    });
    await caughtUp();
    const away = expect.stringContaining('Attempt 2 wrote into the folder of attempt 1') as string;
    expect(await gateway.get<FilePage>(`${url}?attempt=1`)).toMatchObject({
      items: [{ path: 'a.vcf', sha256: sha256(VCF) }],
      away,
    });
    for (const path of [`${url}/a.vcf?attempt=1`, `${url}.zip?attempt=1`, `/api/jobs/${job_id}/ro-crate.zip?attempt=1`])
      expect(await problemOf(await gateway.fetch(path))).toMatchObject({ status: 404, detail: away });
    expect(await (await gateway.fetch(`${url}/a.vcf`)).text()).toBe(other);
    expect(await gateway.get<FilePage>(url)).toMatchObject({ attempt: 2, away: null, items: [{}, { path: 'b.txt' }] });
  });

  it('are empty before the attempt has started', async () => {
    const { job_id } = await gateway.submit();
    await caughtUp();
    expect(await gateway.get<FilePage>(`/api/jobs/${job_id}/files`)).toMatchObject({ items: [], away: null });
    expect(await problemOf(await gateway.fetch(`/api/jobs/${job_id}/files/a.vcf`))).toMatchObject({ status: 404 });
  });
});

describe('a file', () => {
  it('is sent whole with its checksum as the tag, and not again to a client that has it', async () => {
    const { url } = await completedWith({ 'vcf/S1.vcf': VCF }, { raw_vcf: 'vcf/S1.vcf' });
    const response = await gateway.fetch(`${url}/vcf/S1.vcf`);
    expect([response.status, await response.text()]).toEqual([200, VCF]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': String(VCF.length),
      'content-type': 'text/plain; charset=utf-8',
      etag: `"${sha256(VCF)}"`,
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.has('content-encoding')).toBe(false);
    const known = { 'if-none-match': `"${sha256(VCF)}"`, 'cache-control': 'max-age=0' };
    const again = await gateway.fetch(`${url}/vcf/S1.vcf`, { headers: known });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each([
    ['bytes=2-5', 206, VCF.slice(2, 6), `bytes 2-5/${String(VCF.length)}`],
    ['bytes=-3', 206, VCF.slice(-3), `bytes ${String(VCF.length - 3)}-${String(VCF.length - 1)}/${String(VCF.length)}`],
    ['bytes=0-', 206, VCF, `bytes 0-${String(VCF.length - 1)}/${String(VCF.length)}`],
    ['bytes=0-0,4-5', 200, VCF, null],
    ['lines=1-2', 200, VCF, null],
    [`bytes=${String(VCF.length)}-`, 416, '', `bytes */${String(VCF.length)}`],
  ])('is sent as the range %s', async (range, status, text, contentRange) => {
    const { url } = await completedWith({ 'a.vcf': VCF }, { raw_vcf: 'a.vcf' });
    const response = await gateway.fetch(`${url}/a.vcf`, { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('is saved under its own name, also with quotes and umlauts', async () => {
    const { url } = await completedWith({ 'tsv/"Zahn" ä.tsv': 'x' }, {});
    const response = await gateway.fetch(`${url}/tsv/${encodeURIComponent('"Zahn" ä.tsv')}?download=1`);
    expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%22Zahn%22%20%C3%A4.tsv");
    expect(response.headers.get('content-type')).toBe('text/tab-separated-values; charset=utf-8');
  });

  it('is served as a report without an origin, so that its scripts reach none of our data', async () => {
    const { url } = await completedWith({ 'qc/S1.html': REPORT }, {});
    const policy = (await gateway.fetch(`${url}/qc/S1.html`)).headers.get('content-security-policy');
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).not.toContain('allow-same-origin');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it('is saved as a PDF, and no viewer in the browser opens it, since a viewer would run its scripts', async () => {
    const { url } = await completedWith({ 'qc/S1.pdf': '%PDF-1.7' }, {});
    const { headers } = await gateway.fetch(`${url}/qc/S1.pdf`);
    expect(headers.get('content-disposition')).toBe('attachment; filename=S1.pdf');
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-security-policy')).toContain('sandbox allow-scripts');
  });

  it('may be empty', async () => {
    const { url } = await completedWith({ 'empty.bed': '' }, {});
    const response = await gateway.fetch(`${url}/empty.bed`);
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '0']);
  });

  it('is refused without a sign-in', async () => {
    const { url } = await completedWith({ 'a.vcf': VCF }, {});
    for (const path of ['', '/a.vcf', '.zip']) expect((await fetch(`${gateway.url}${url}${path}`)).status).toBe(401);
  });
});

describe('a path outside of the results', () => {
  it.each([
    '/../../../../admin.token',
    '/..%2f..%2f..%2f..%2fadmin.token',
    '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/admin.token',
    '/%252e%252e%252f%61dmin.token',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/vcf%2fS1.vcf',
    '/vcf//S1.vcf',
    '/./vcf/S1.vcf',
    '/a.txt%00.vcf',
    '/..%5c..%5c%61dmin.token',
    '/vcf',
    '/link',
    '/all/admin.token',
    '/all/jobs',
  ])('is not served by %s', async (path) => {
    const { url, output_dir } = await completedWith({ 'vcf/S1.vcf': VCF, 'a.txt': 'a' }, {});
    symlinkSync(join(gateway.folder, 'admin.token'), join(output_dir, 'link'));
    symlinkSync(gateway.folder, join(output_dir, 'all'));
    expect([400, 401, 404]).toContain(await statusOfRawPath(`${url}${path}`));
  });

  it('is not served by a forged output dir', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id, 1, { storage_id: STORAGE, output_dir: gateway.folder, work_dir: '/etc' });
    await caughtUp();
    expect(await gateway.get<FilePage>(`/api/jobs/${job_id}/files`)).toMatchObject({ items: [] });
    expect((await gateway.fetch(`/api/jobs/${job_id}/files/admin.token`)).status).toBe(404);
  });
});

describe('the ZIP of a job', () => {
  it('is refused, like its RO-Crate, for more files than the list holds, instead of being cut silently', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${String(i)}.txt`, '']));
    const { job_id, url } = await jobWith(many);
    await caughtUp();
    expect(await gateway.get<FilePage>(`${url}?limit=1`)).toMatchObject({ truncated: true });
    for (const path of [`${url}.zip`, `/api/jobs/${job_id}/ro-crate.zip`])
      expect(await problemOf(await gateway.fetch(path))).toMatchObject({
        status: 422,
        detail: expect.stringMatching(/^This attempt has more than 10,000 result files/) as string,
      });
    expect((await gateway.fetch(`${url}.zip?path=0.txt&path=1.txt`)).status).toBe(200);
  });

  it('holds all files, or the selected ones', async () => {
    const { url } = await completedWith({ 'vcf/S1.vcf': VCF, 'a.txt': 'a', 'empty.bed': '' }, {});
    const folder = mkdtempSync(join(tmpdir(), 'reprise-zip-'));
    const namesIn = async (query: string) => {
      const response = await gateway.fetch(`${url}.zip${query}`);
      const file = join(folder, 'all.zip');
      writeFileSync(file, Buffer.from(await response.arrayBuffer()));
      const script =
        'import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(*z.namelist())';
      return execFileSync('python3', ['-c', script, file], { encoding: 'utf8' })
        .trim()
        .split(' ')
        .map((name) => name.slice(name.indexOf('/') + 1));
    };
    expect(await namesIn('')).toEqual(['a.txt', 'empty.bed', 'vcf/S1.vcf']);
    expect(await namesIn('?path=vcf/S1.vcf&path=a.txt')).toEqual(['vcf/S1.vcf', 'a.txt']);
    expect((await gateway.fetch(`${url}.zip?path=../a.txt`)).status).toBe(404);
    rmSync(folder, { recursive: true });
  });
});
