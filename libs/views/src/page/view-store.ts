import { inject, Service, signal } from '@angular/core';
import type { BodyOf } from '@reprise/api-client';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import type { OpenedView, SavedView } from '../contract/index.ts';

/** The saved views that the user sees. */
@Service()
export class ViewStore {
  private readonly client = inject(PageApiClient);
  private readonly read = signal<readonly SavedView[] | null>(null);
  /** By name; null until they are read. */
  readonly views = this.read.asReadonly();
  /** Reason why the views could not be read; empty if they could. */
  readonly error = signal('');
  /** The view that was opened last, with its filters that no job matched. */
  readonly opened = signal<OpenedView | null>(null);

  async refresh(): Promise<void> {
    try {
      this.read.set((await this.client.get('/api/views')).views);
      this.error.set('');
    } catch (error) {
      this.error.set(messageOf(error));
    }
  }

  /** @throws ProblemError */
  async open(id: string): Promise<OpenedView> {
    const view = await this.client.get('/api/views/{id}', { path: { id } });
    this.opened.set(view);
    return view;
  }

  /** Each change rejects with a `ProblemError`. */
  save = (body: BodyOf<'/api/views'>) => this.thenRefresh(this.client.post('/api/views', { body }));
  change = (id: string, body: BodyOf<'/api/views/{id}', 'patch'>) =>
    this.thenRefresh(this.client.patch('/api/views/{id}', { path: { id }, body }));
  delete = (id: string) => this.thenRefresh(this.client.delete('/api/views/{id}', { path: { id } }));

  private async thenRefresh<T>(change: Promise<T>): Promise<T> {
    const result = await change;
    await this.refresh();
    return result;
  }
}
