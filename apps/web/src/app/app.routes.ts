import type { Routes } from '@angular/router';
import { jobPages, wingPages } from './catalogue.ts';
import type { NewJobPage } from './features/new-job/new-job-page.ts';
import { may } from './core/session/may.ts';
import type { SheetPage } from './features/new-job/sheet/sheet-page.ts';

const ofWings = wingPages.flatMap(({ path, right, load, below = [] }) => [
  { path, right, load },
  ...below.map((page) => ({ path: `${path}/${page.path}`, right, load: page.load })),
]);

/** Pages for those who may not open the page of that address: they say why. */
const DENIED: Routes = [
  ...['new', 'new/samplesheet'].map((path) => ({ path, data: { denied: 'submit' } })),
  ...ofWings.flatMap(({ path, right }) => (right ? [{ path, data: { denied: right } }] : [])),
].map((route) => ({ ...route, loadComponent: () => import('./shell/not-allowed.ts').then((m) => m.NotAllowed) }));

export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'jobs' },
  { path: 'jobs', loadComponent: () => import('./features/jobs/jobs-page.ts').then((m) => m.JobsPage) },
  { path: 'jobs/:id', loadComponent: () => import('./features/job/job-page.ts').then((m) => m.JobPage) },
  { path: 'bulk/:id', loadComponent: () => import('./features/bulk-results/bulk-page.ts').then((m) => m.BulkPage) },
  { path: 'audit', loadComponent: () => import('./features/audit/audit-page.ts').then((m) => m.AuditPage) },
  {
    path: 'new',
    canMatch: [may('submit')],
    loadComponent: () => import('./features/new-job/new-job-page.ts').then((m) => m.NewJobPage),
    canDeactivate: [(page: NewJobPage) => page.mayLeave()],
  },
  {
    path: 'new/samplesheet',
    canMatch: [may('submit')],
    loadComponent: () => import('./features/new-job/sheet/sheet-page.ts').then((m) => m.SheetPage),
    canDeactivate: [(page: SheetPage) => page.mayLeave()],
  },
  { path: 'queue', loadComponent: () => import('./features/queue/queue-page.ts').then((m) => m.QueuePage) },
  { path: 'runners', loadComponent: () => import('./features/runners/runners-page.ts').then((m) => m.RunnersPage) },
  { path: 'storage', loadComponent: () => import('./features/storage/storage-page.ts').then((m) => m.StoragePage) },
  { path: 'invite', children: [] },
  { path: 'account', loadComponent: () => import('./features/account/account-page.ts').then((m) => m.AccountPage) },
  {
    path: 'account/tokens',
    loadComponent: () => import('./features/account/tokens/tokens-page.ts').then((m) => m.TokensPage),
  },
  {
    path: 'device',
    loadComponent: () => import('./features/account/device/device-page.ts').then((m) => m.DevicePage),
  },
  { path: 'users', loadComponent: () => import('./features/users/users-page.ts').then((m) => m.UsersPage) },
  {
    path: 'approvals',
    loadComponent: () => import('./features/approvals/approvals-page.ts').then((m) => m.ApprovalsPage),
  },
  ...jobPages.map(({ path, load }) => ({ path: `jobs/:id/${path}`, loadComponent: load })),
  ...ofWings.map(({ path, right, load }) => ({ path, canMatch: right ? [may(right)] : [], loadComponent: load })),
  ...DENIED,
  { path: '**', loadComponent: () => import('./shell/not-found.ts').then((m) => m.NotFound) },
];
