import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'jobs' },
  { path: 'jobs', loadComponent: () => import('./features/jobs/jobs-page.ts').then((m) => m.JobsPage) },
  { path: 'jobs/:id', loadComponent: () => import('./features/job/job-page.ts').then((m) => m.JobPage) },
  { path: 'new', loadComponent: () => import('./features/new-job/new-job-page.ts').then((m) => m.NewJobPage) },
  { path: '**', loadComponent: () => import('./shell/not-found.ts').then((m) => m.NotFound) },
];
