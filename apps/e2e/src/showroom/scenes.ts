import type { Locator, Page } from 'playwright-core';
import { accounts } from './accounts.ts';
import { answerBatch, answerBatches, BATCH } from './batch.ts';
import { answerManyJobs, MANY_ID } from './many-jobs.ts';
import { answers } from './forced-states.ts';
import { ownNotifications } from './own-notifications.ts';
import { answerNoEngine } from './no-engine.ts';
import { answerOnGoogleBatch, answerOnSlurm } from './on-slurm.ts';
import { answerOperations } from './operations.ts';
import { answerBatchUsage, answerUsage, answerUsageByLabel } from './usage.ts';
import type { JobName, Showroom } from './showroom.ts';
import type { Fakes } from './fakes.ts';
import { savedViews } from './views.ts';

/** Viewer: without a session, with the server token, or with an account. */
export type Viewer = 'anonymous' | 'owner' | 'person';

/** A page in one of its states, which is tested for accessibility and captured by `npm run screens`. */
export interface Scene {
  /** Name of the pictures. */
  readonly name: string;
  readonly caption: string;
  readonly path: string | ((of: Pick<Showroom, 'jobs' | 'past' | 'webhook'>) => string);
  /** Text that must be visible before the scene is complete. */
  readonly shows: string | RegExp;
  /** Responses in place of the server's, for a rare state. */
  readonly before?: (fakes: Fakes) => unknown;
  /** User actions on the page. */
  readonly then?: (page: Page) => Promise<unknown>;
  /** Subject of the scene if it is further down. It is scrolled to the middle once everything is loaded. */
  readonly about?: (page: Page) => Locator;
  /** The only viewer of this state; by default the server's owner and a user with an account. */
  readonly viewer?: Viewer;
  /**
   * Whether the page is reloaded for this scene and for the next one, because the scene changes state that all views
   * share, such as the session.
   */
  readonly isolated?: true;
  /** Selector of content that another scene also shows. axe skips it here. */
  readonly repeats?: string;
}

const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).first().click();
};
const key = (keys: string) => (page: Page) => page.keyboard.press(keys);

async function resumeRefused(page: Page): Promise<void> {
  await press('Resume PAT-0413')(page);
  await press('Resume job')(page);
}

async function restartFromStep(page: Page): Promise<void> {
  await press(/^More for PAT/)(page);
  await page.getByRole('menuitem', { name: 'Restart from a step' }).click();
}
const tab = (name: string) => async (page: Page) => {
  await page.getByRole('tab', { name }).click();
};
async function makeFirstAccount(page: Page): Promise<void> {
  await press(/account and settings$/)(page);
  await page.getByRole('menuitem', { name: 'Make the first account' }).click();
}
async function readSheet(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Whole exome/ }).check();
  await page.getByLabel(/^Paste the cells/).fill('sample,input_dir,min_depth\nDEMO1,/nowhere,10\n,/nowhere,0\n');
  await press('Read the sheet')(page);
}
async function selectAllRows(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select PAT-0419' }).waitFor();
  await key('a')(page); // the table has no header on a phone
}
async function cancelAllRows(page: Page): Promise<void> {
  await selectAllRows(page);
  await press(/^Cancel \d+ of 10 selected jobs$/)(page);
}
/** On a phone, all filters are in one menu. */
async function openMoreFilters(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: 'More', exact: true });
  if (await more.isVisible()) return more.click();
  await press('Columns and sorting')(page);
  await page.getByRole('menuitem', { name: 'More filters' }).click();
}
async function filterByDuration(page: Page): Promise<void> {
  await openMoreFilters(page);
  await page.getByRole('menuitem', { name: 'Duration' }).click();
}
async function filterByDays(page: Page): Promise<void> {
  await openMoreFilters(page);
  await page.getByRole('menuitem', { name: 'Submitted' }).click();
  await page.getByRole('menuitem', { name: 'last 30 days' }).click();
}
async function selectBatch(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all jobs' }).check();
}
async function editSchedule(page: Page): Promise<void> {
  await press('Schedule')(page);
  await page.getByLabel('Only in these windows').check();
  await press('Nights and weekends')(page);
}
async function addLabels(page: Page): Promise<void> {
  await press('Add a label')(page);
  await page.getByLabel('Key', { exact: true }).fill('run');
  await page.getByLabel('Value', { exact: true }).fill('2026 48');
  await press('Add a label')(page);
}
async function chooseFilters(page: Page): Promise<void> {
  await press('New subscription')(page);
  await page.getByText('Tasks and observations').click();
  await page.getByLabel('QC measured').check();
}
async function searchLog(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('error');
}
async function chooseSamples(page: Page): Promise<void> {
  await page.getByLabel('All 2 that are ready').check();
  await page.getByLabel('All 2', { exact: true }).check();
}
/** The side bar has the button only in wide windows. */
async function openViewLinks(page: Page): Promise<void> {
  const button = page.getByRole('navigation').getByRole('button', { name: 'Views' });
  if (await button.isVisible()) await button.click();
}
async function openViews(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Views' }).click();
  await openViewLinks(page);
}
const tabPanel = (page: Page) => page.getByRole('tabpanel');
const webhook: Scene['path'] = ({ webhook: id }) => `/webhooks/${id}`;
/** Scene of a job page. */
const job =
  (name: JobName): Scene['path'] =>
  ({ jobs }) =>
    `/jobs/${jobs[name]}`;
const variants =
  (page: string): Scene['path'] =>
  ({ jobs }) =>
    `/jobs/${jobs.completed}/variants${page}${page ? '' : '?variant=20-4680464-G-A'}`;
const columns = 'status,sample,progress,attempt,runner,completed';
const nobody = '019a3f2c-71e0-7c44-9d1a-5b06aa000001';

/** A line for each scene. Pages in the side bar without one get a scene in their initial state (`plain-scenes.ts`). */
// oxfmt-ignore
export const scenes: readonly Scene[] = [
  { name: 'sign-in', caption: 'Without a token', path: '/', shows: 'Open Reprise with its link', viewer: 'anonymous' },
  { name: 'sign-in-ways', caption: 'The ways to sign in', path: '/', shows: 'Use the token of the server', before: accounts.allWays, viewer: 'anonymous' },
  { name: 'first-admin', caption: 'The first account', path: '/jobs', shows: 'Make my account', then: makeFirstAccount, viewer: 'owner', isolated: true },
  { name: 'invite', caption: 'An invitation', path: '/invite#secret', shows: 'Join Reprise', before: accounts.invite, viewer: 'anonymous' },
  { name: 'account', caption: 'The account of a person, with passkeys and sessions', path: '/account', shows: 'this one', before: accounts.account, viewer: 'person' },
  { name: 'tokens', caption: 'API tokens', path: '/account/tokens', shows: 'Expired', before: accounts.tokens, viewer: 'person' },
  { name: 'dialog-token', caption: 'A new API token', path: '/account/tokens', shows: 'Make token', before: accounts.tokens, then: press('New token'), viewer: 'person' },
  { name: 'device', caption: 'The reprise command asks to be signed in', path: '/device?code=LAB2-7KEY', shows: 'Sign it in', before: accounts.device, viewer: 'person' },
  { name: 'own-notifications', caption: 'The e-mails that a person has chosen', path: '/account/notifications', shows: /^Jobs that I submitted/, before: ownNotifications.chosen, viewer: 'person' },
  { name: 'own-notifications-none', caption: 'No mail server is set', path: '/account/notifications', shows: /^No mail server is set/, before: ownNotifications.unavailable, viewer: 'person' },
  { name: 'users', caption: 'Users, and who is invited', path: '/users', shows: 'cleo@lab.example', before: accounts.users, viewer: 'person' },
  { name: 'dialog-invite', caption: 'Before a user is invited', path: '/users', shows: 'Make link', before: accounts.users, then: press('Invite a user'), viewer: 'person' },

  { name: 'jobs', caption: 'Jobs in every status', path: '/jobs', shows: '10 jobs' },
  { name: 'jobs-columns', caption: 'More columns, by sample', path: `/jobs?sort=sample_name&order=asc&columns=${columns}`, shows: '10 jobs' },
  { name: 'jobs-refused', caption: 'A command that was refused, reported at its row', path: '/jobs', shows: 'Could not resume.', then: resumeRefused, isolated: true },
  { name: 'jobs-filtered', caption: 'Jobs of the last days', path: '/jobs', shows: 'last 30 days', then: filterByDays, repeats: 'main table' },
  { name: 'dialog-duration', caption: 'A filter by duration', path: '/jobs', shows: 'At least, in minutes', then: filterByDuration, repeats: 'main' },
  { name: 'jobs-no-match', caption: 'Nothing matches', path: '/jobs?q=PAT-9999', shows: 'No job matches' },
  // Two jobs after the refusal, in the same window: one next to it would count as the first.
  { name: 'jobs-empty', caption: 'No jobs yet', path: '/jobs', shows: /^Run DEMO/, before: answers.noJobs, isolated: true },
  { name: 'jobs-loading', caption: 'While jobs are read', path: '/jobs', shows: 'All', before: answers.never, isolated: true },
  { name: 'jobs-no-runner', caption: 'No runner takes jobs', path: '/jobs', shows: 'No runner is taking jobs.', before: answers.noRunner, isolated: true, repeats: 'main table' },
  { name: 'jobs-behind', caption: 'The view is behind the log', path: '/jobs', shows: 'The view is behind.', before: answers.behind, isolated: true, repeats: 'main table' },
  { name: 'jobs-lost', caption: 'The connection is lost', path: '/jobs', shows: 'Connection lost.', before: answers.loseJobs, isolated: true, repeats: 'main table' },
  { name: 'jobs-unreadable', caption: 'Jobs cannot be read', path: '/jobs', shows: 'Could not read the jobs.', before: answers.away, isolated: true },

  { name: 'views', caption: 'A saved view whose list was changed', path: `/jobs?view=${savedViews.id}&created_by=anyone&q=PAT`, shows: 'Update view', before: savedViews.answer, then: openViewLinks, isolated: true, repeats: 'main table' },
  { name: 'views-none', caption: 'No saved views yet', path: '/jobs', shows: /^No views yet. A view/, before: savedViews.none, then: openViews, isolated: true, repeats: 'main table' },
  { name: 'dialog-view', caption: 'A new saved view', path: `/jobs?view=${savedViews.id}`, shows: 'Share with everybody', before: savedViews.answer, then: press('Save as new view'), repeats: 'main' },
  { name: 'jobs-selected', caption: 'Many jobs are selected, and what can be done with them', path: '/jobs', shows: '10 selected', then: selectAllRows },
  { name: 'jobs-many', caption: 'A command to many jobs, before it is sent', path: '/jobs', shows: 'Type 10 to confirm', then: cancelAllRows, repeats: 'main table' },
  { name: 'bulk', caption: 'What came of a command to 240 jobs', path: `/bulk/${MANY_ID}`, shows: '238 accepted, 2 refused', before: answerManyJobs },
  { name: 'batches', caption: 'Batches of jobs', path: '/batches', shows: 'Plate 10', before: answerBatches },
  { name: 'batch', caption: 'A batch: its failures by cause, and its jobs with their quality', path: `/batches/${BATCH.id}`, shows: '96 jobs', before: answerBatch },
  { name: 'batch-usage', caption: 'What the jobs of a batch used and cost', path: `/batches/${BATCH.id}`, shows: '96 jobs', before: answerBatchUsage, then: press('Show the usage'), about: (page) => page.locator('rp-batch-usage') },
  { name: 'batch-selected', caption: 'Selected jobs of a batch, and what can be done with them', path: `/batches/${BATCH.id}`, shows: '96 selected', before: answerBatch, then: selectBatch, about: (page) => page.locator('rp-batch-table'), repeats: 'rp-batch-table' },

  { name: 'job-pending', caption: 'A job that waits', path: job('pending'), shows: 'Pending' },
  { name: 'job-running', caption: 'A running job', path: job('running'), shows: 'L003' },
  { name: 'job-paused', caption: 'A paused job: what the pause means', path: job('running'), shows: /^Paused since/, before: answers.paused },
  { name: 'job-stalled', caption: 'A job whose run stands still, with tasks on a cluster', path: job('running'), shows: /^Has stood still since/, before: answers.stalled, repeats: 'rp-detail-panel' },
  { name: 'job-on-slurm', caption: 'A running job whose tasks are on Slurm, in its terms', path: job('running'), shows: /pending \(Resources\)/, before: answerOnSlurm, isolated: true, repeats: 'rp-detail-panel' },
  { name: 'job-resumed', caption: 'A resumed job: its first steps came from the cache', path: job('resumed'), shows: 'Cached' },
  { name: 'job-300-tasks', caption: 'A job with 300 tasks in one step', path: job('wideRunning'), shows: '300 of 300' },
  { name: 'job-cancelling', caption: 'A job that is being cancelled', path: job('cancelling'), shows: 'Cancelling' },
  { name: 'job-cancelled', caption: 'A cancelled job, with the reason', path: job('cancelled'), shows: /tube was swapped/ },
  { name: 'job-failed', caption: 'A failed job: where, why, what to do', path: job('failed'), shows: /No space left on device/ },
  { name: 'job-completed', caption: 'A completed job', path: job('completed'), shows: 'Completed' },
  { name: 'job-parameters', caption: 'What was run: parameters with defaults, reference data, tools', path: job('completed'), shows: 'mended', then: tab('What was run'), about: tabPanel },
  { name: 'job-quality', caption: 'The quality of the results, with limits and charts', path: job('completed'), shows: 'Depth over targets', before: answers.quality },
  { name: 'job-files', caption: 'The results of a job', path: job('completed'), shows: /Download all as ZIP|not in the output dir/, then: tab('Files'), about: tabPanel },
  { name: 'job-log-search', caption: 'A search in the log of a job', path: job('failed'), shows: /^\s*\d+ lines?\s*$/, then: searchLog, about: tabPanel },
  { name: 'job-task', caption: 'A task: its command, exit code and use of the machine', path: job('failed'), shows: 'Open task log', then: press('L002'), about: (page) => page.locator('rp-task-detail') },
  { name: 'job-attempts', caption: 'The attempts of a job', path: job('resumed'), shows: 'Compare with 1', then: tab('Attempts'), about: tabPanel },
  { name: 'job-unknown', caption: 'No such job', path: `/jobs/${nobody}`, shows: 'There is no such job' },

  { name: 'job-as-it-was', caption: 'A job as it was after one of its events', path: ({ jobs, past }) => `/jobs/${jobs.failed}?as_of=${String(past)}`, shows: 'Back to now' },
  { name: 'compare', caption: 'Two attempts of a job', path: ({ jobs }) => `/jobs/${jobs.resumed}/compare`, shows: /^Two attempts of/ },
  { name: 'compare-jobs', caption: 'Two jobs beside each other', path: ({ jobs }) => `/jobs/${jobs.failed}/compare?with=${jobs.completed}`, shows: /^PAT-\d+ and PAT-\d+/ },
  { name: 'resources', caption: 'What the steps of a job requested and used', path: ({ jobs }) => `/jobs/${jobs.completed}/resources`, shows: /^Resources of/ },
  { name: 'trends', caption: 'Durations, failures and quality of the jobs of a pipeline', path: () => '/pipelines/simulated-exome/trends', shows: /^Trends of/ },
  { name: 'report', caption: 'The report of a job', path: ({ jobs }) => `/jobs/${jobs.completed}/report`, shows: 'PAT-0410' },
  { name: 'variants', caption: 'A variant, its criteria and its classes in this job and in others', path: variants(''), shows: 'Recorded classes', before: answers.variants },
  { name: 'variants-report', caption: 'The classified variants of a job, on paper', path: variants('/report'), shows: 'Made at', before: answers.variants },
  { name: 'operations', caption: 'A week of the installation: attempts, waits, failures, slots and disks', path: '/operations', shows: /succeeded/, before: answerOperations },
  { name: 'usage', caption: 'What the jobs of a month used and cost', path: '/usage', shows: /^Cost and carbon$/, before: answerUsage },
  { name: 'usage-label', caption: 'The same for each project', path: '/usage?by=label:project', shows: 'project=cardio', before: answerUsageByLabel },
  { name: 'usage-none', caption: 'A month without tasks', path: '/usage?month=2020-01', shows: /No task of these jobs/ },
  { name: 'audit', caption: 'The audit of everything', path: '/audit', shows: /^(Today|Yesterday)$/ },
  { name: 'audit-entry', caption: 'An entry of the audit, opened', path: '/audit?command=cancel', shows: 'Caused by', then: press(/^Event \d/) },
  { name: 'audit-no-match', caption: 'No entry matches', path: '/audit?q=nothing-like-it', shows: 'No entry matches' },
  { name: 'audit-set-aside', caption: 'Events without effect', path: '/audit', shows: /^They are kept/, before: answers.quarantined, isolated: true },

  { name: 'samples-none', caption: 'Samples, none yet', path: '/samples', shows: 'No samples yet', before: answers.noSamples },
  { name: 'samples', caption: 'Uploads, and samples made of them', path: '/samples', shows: 'Make 2 samples', before: answers.samples, then: chooseSamples },

  { name: 'approvals', caption: 'Commands that wait for a second person', path: '/approvals', shows: 'Waiting for a second person', before: answers.approvals },

  { name: 'webhooks-none', caption: 'Notifications, none yet', path: '/webhooks', shows: 'No subscriptions yet', before: answers.noWebhooks },
  { name: 'webhooks', caption: 'Notifications', path: '/webhooks', shows: /^LIMS/ },
  { name: 'webhook', caption: 'A webhook and what was delivered', path: webhook, shows: 'Delivered', then: press(/request and answers$/) },
  { name: 'webhook-failing', caption: 'A webhook whose target fails', path: webhook, shows: /^Failing since/, before: answers.webhookFails },
  { name: 'dialog-webhook', caption: 'A new subscription', path: '/webhooks', shows: 'Create subscription', then: press('New subscription') },
  { name: 'dialog-webhook-filter', caption: 'The jobs that a subscription is about', path: '/webhooks', shows: 'Quality verdicts', then: chooseFilters, about: (page) => page.getByRole('textbox', { name: 'Labels' }) },

  { name: 'dialog-cancel', caption: 'Before a cancel', path: job('running'), shows: 'Keep running', then: press(/^Cancel PAT/), repeats: 'main' },
  { name: 'dialog-cancel-slurm', caption: 'Before a cancel of tasks on Slurm', path: job('running'), shows: /3 pending/, before: answerOnSlurm, then: press(/^Cancel PAT/), isolated: true, repeats: 'main' },
  { name: 'dialog-rerun', caption: 'Before a rerun', path: job('failed'), shows: 'Keep results', then: press(/^Rerun PAT/), repeats: 'main' },
  { name: 'dialog-restart', caption: 'Before a restart from a step: what runs again, and what stays cached', path: job('failed'), shows: /stays? cached, \d+ runs? again/, then: restartFromStep, repeats: 'main' },
  { name: 'dialog-restart-cloud', caption: 'Before a restart of a job whose tasks ran on Google Batch', path: job('failed'), shows: 'Reprise cannot query Google Batch:', before: answerOnGoogleBatch, then: restartFromStep, isolated: true, repeats: 'main' },
  { name: 'dialog-resume', caption: 'Before a resume', path: job('failed'), shows: /stays? cached/, then: press(/^Resume PAT/), repeats: 'main' },

  { name: 'new-job', caption: 'A new job: the form of its pipeline', path: '/new', shows: 'Folder of reads' },
  { name: 'new-job-engine', caption: 'No runner has the container engine of the pipeline', path: '/new', shows: /which no runner's tasks can use/, before: answerNoEngine, about: (page) => page.getByText(/which no runner's tasks can use/), isolated: true },
  { name: 'new-job-errors', caption: 'Errors at their fields', path: '/new', shows: /required|missing|must/i, then: press('Submit job'), isolated: true },
  { name: 'new-job-labels', caption: 'Labels of a new job', path: '/new', shows: /^Must have at most 63/, then: addLabels, isolated: true },
  { name: 'new-job-launch', caption: 'Launch options: profiles and workflows of the pipeline are offered', path: '/new', shows: 'Entry workflow', then: press(/^Advanced/), about: (page) => page.locator('rp-launch-fields'), isolated: true },
  { name: 'new-job-browse', caption: 'A path is chosen inside the input roots', path: '/new', shows: 'reads', then: press(/^Browse/) },
  { name: 'new-job-like', caption: 'Another like an old one', path: ({ jobs }) => `/new?like=${jobs.completed}`, shows: 'Filled in as in', isolated: true },

  { name: 'samplesheet', caption: 'A samplesheet, to be pasted', path: '/new/samplesheet', shows: 'Read the sheet' },
  { name: 'samplesheet-errors', caption: 'A samplesheet with errors at their cells', path: '/new/samplesheet', shows: /errors? in/, before: answerNoEngine, then: readSheet, isolated: true },

  { name: 'palette', caption: 'Commands and jobs by typing', path: '/jobs', shows: 'Dark theme', then: key('Control+k'), repeats: 'main table' },
  { name: 'keys', caption: 'The keys of a page', path: '/jobs', shows: 'Next job', then: key('?'), repeats: 'main table' },
  { name: 'runners', caption: 'The runners: what they have, what they run, and a drain', path: '/runners', shows: 'Draining', before: answers.draining, isolated: true },
  { name: 'runners-schedule', caption: 'When a runner takes jobs', path: '/runners', shows: 'Time zone', then: editSchedule },
  // Long after the other audit scenes, in which a check is running.
  { name: 'audit-verified', caption: 'The history, checked', path: '/audit', shows: /^Chain unbroken/, then: press('Verify history') },
  { name: 'not-found', caption: 'No such page', path: '/nowhere', shows: 'There is no such page', isolated: true },
  { name: 'job-tasks', caption: 'The tasks of a job, the slowest first', path: ({ jobs }) => `/jobs/${jobs.failed}?view=tasks&sort=duration_ms`, shows: 'Failed, exit 1', about: (page) => page.locator('rp-task-list') },
  { name: 'job-graph', caption: 'The steps of a job as a graph', path: job('failed'), shows: 'Used by', before: answers.links, then: press('Graph'), about: (page) => page.locator('rp-step-graph'), isolated: true },
  { name: 'job-report', caption: 'A report of a job, opened wide', path: ({ jobs }) => `/jobs/${jobs.completed}/reports`, shows: 'Variant counts', before: answers.reports },
];
