import type { AuditEntry } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import type { Page } from 'playwright-core';
import type { Lab } from '../../lab.ts';
import { AuditPage } from '../../pages/audit-page.ts';
import { JobPage } from '../../pages/job-page.ts';
import type { SharedPage } from '../shared-page.ts';

/**
 * Tests from an auditor's point of view, about the job of the `history` tests. They run first in their Reprise, in
 * which a rerun requires a reason.
 */
export function audit(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  let id: string;
  beforeAll(async () => {
    ({ lab, page, problems } = shared);
    const [job, ...others] = await lab.api.jobs();
    expect(others).toEqual([]);
    id = job!.job_id;
  });
  afterEach(() => {
    expect(problems.splice(0)).toEqual([]);
  });

  it('must give a reason at the field where one is required', async () => {
    await page.goto(new URL(`/jobs/${id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.offers('Rerun');
    await page.getByRole('button', { name: /^Rerun / }).click();
    const dialog = page.getByRole('alertdialog');
    const reason = dialog.getByRole('textbox', { name: /Reason/ });
    await dialog.getByText('required, kept in the audit trail').waitFor();
    await dialog.getByRole('button', { name: 'Delete and rerun' }).click();
    await reason.and(page.locator('[aria-invalid=true]')).waitFor();
    await dialog.getByText('Is required').waitFor();
    await reason.fill('new reference');
    await dialog.getByRole('button', { name: 'Delete and rerun' }).click();
    const isOver = async () => {
      const { attempt, status } = await lab.api.job(id);
      return attempt === 3 && status === 'completed';
    };
    await waitUntil(isOver, { every: 200, what: 'it has completed again' });
  });

  it('sees each command with its outcome, and loads a new command on request', async () => {
    const audit = await AuditPage.openFromMenu(page);
    await audit.shows('Reran', 'Resumed', 'Cancelled', 'Submitted');
    await page.getByText('“new reference”').waitFor();
    await page.getByText(/^attempt 3 completed after/).waitFor();

    await lab.api.answer(id, 'cancel', { reason: 'wrong sample' });
    await audit.showNew(1);
    await audit.shows('Tried to cancel', 'Reran', 'Resumed', 'Cancelled', 'Submitted');
    await page.getByText('Cannot cancel job with status: completed').waitFor();
  });

  it('narrows the list, reopens it by its address, and exports it as files', async () => {
    const audit = await AuditPage.openFromMenu(page);
    await audit.filterByPerson('Local administrator');
    await audit.filterByOutcome('refused');
    await audit.shows('Tried to cancel');
    expect(Object.fromEntries(audit.query)).toEqual({ person: 'admin', outcome: 'refused' });
    await page.reload();
    await audit.shows('Tried to cancel');

    const wanted = await lab.api.audit({ events: 'commands', actor: 'admin', outcome: 'refused', order: 'asc' });
    expect(wanted).toHaveLength(1);
    const ndjson = await audit.download('Export NDJSON');
    const lines = ndjson.trimEnd().split('\n');
    const named = wanted.map((entry) => ({ ...entry, actor_name: 'Local administrator' }));
    expect(lines.map((line) => JSON.parse(line) as AuditEntry)).toEqual(named);
    const [header, line, ...rest] = (await audit.download('Export CSV')).trimEnd().split('\r\n');
    expect(header).toMatch(/^seq,at,actor,actor_name,type/);
    expect(line).toContain(`cancel_refused,cancel,refused,wrong sample`);
    expect(rest).toEqual([]);

    await audit.clear();
    await audit.shows('Tried to cancel', 'Reran', 'Resumed', 'Cancelled', 'Submitted');
    expect(audit.query.size).toBe(0);
  });

  it('reads the raw event, opens the job at that moment, verifies the history, and prints a report', async () => {
    const audit = await AuditPage.openFromMenu(page);
    await audit.verify();
    const detail = await audit.open('Tried to cancel');
    const [refused] = await lab.api.audit({ events: 'commands', outcome: 'refused' });
    await detail.getByText('Raw event').click();
    await detail.getByText('"refusal": "wrong_status"').waitFor();
    const then = await detail.getByRole('link', { name: /at this moment$/ }).getAttribute('href');
    expect(then).toBe(`/jobs/${id}?as_of=${String(refused!.seq)}`);

    await detail.getByRole('link', { name: 'Report to print' }).click();
    await page.getByRole('heading', { name: 'sample reads', level: 1 }).waitFor();
    const paper = await page.locator('article').innerText();
    const attempts = await lab.api.attempts(id);
    const { inputs, outputs, nextflow_version } = attempts.find(({ attempt }) => attempt === 3)!;
    expect(outputs.length).toBeGreaterThan(0);
    for (const { path, sha256 } of outputs) expect(paper).toContain(`${path}\n${sha256}`);
    expect(inputs?.files.length).toBeGreaterThan(0);
    for (const { path, sha256 } of inputs!.files) expect(paper).toContain(`${path}\n${sha256!}`);
    for (const text of [id, refused!.hash, String(nextflow_version), 'first order', 'new reference'])
      expect(paper).toContain(text);
    expect(paper).toContain('Refused: Cannot cancel job with status: completed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.locator('nav.side').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });
}
