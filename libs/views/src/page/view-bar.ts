import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { OFFERED_VIEWS } from '@reprise/web/shared/wings/offered-views.ts';
import { map } from 'rxjs';
import type { OpenedView, SavedView } from '../contract/index.ts';
import type { ViewChoice } from './view-dialog.ts';
import { isSameList, listOf } from './view-params.ts';
import { ViewStore } from './view-store.ts';

const FIELDS: Record<OpenedView['unmatched'][number]['field'], string> = {
  pipeline: 'of the pipeline',
  queue: 'of the queue',
  runner_id: 'of the runner',
  created_by: 'created by',
  label: 'with the label',
  sheet: 'of the samplesheet',
};

/** Choice of a saved view for the list of jobs, and the commands to it. */
@Component({
  selector: 'rp-view-bar',
  imports: [Button, ErrorNote, Icon, LoadError],
  templateUrl: './view-bar.html',
  styleUrl: './view-bar.css',
})
export class ViewBar {
  protected readonly store = inject(ViewStore);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly people = inject(People);
  private readonly shown = inject(OFFERED_VIEWS)!.shown;
  protected readonly id = toSignal(inject(ActivatedRoute).queryParamMap.pipe(map((params) => params.get('view'))));
  private readonly element: HTMLElement = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  /** Reason why a command failed. */
  protected readonly failure = signal('');
  /** The open view; undefined if none is, or if it was deleted. */
  protected readonly view = computed(() => this.store.views()?.find(({ view_id }) => view_id === this.id()));
  protected readonly isChanged = computed(() => {
    const view = this.view();
    return view !== undefined && !isSameList(view.list, this.shown());
  });
  protected readonly sharedBy = computed(() => {
    const view = this.view();
    return view?.is_shared ? `Shared by ${this.people.text(view.created_by)}` : '';
  });
  /** Sentences about filters that no job matched when the view was opened. */
  protected readonly unmatched = computed(() => {
    const opened = this.store.opened();
    if (!opened || opened.view_id !== this.view()?.view_id) return [];
    return opened.unmatched.map(({ field, value }) => {
      return `There is no job ${FIELDS[field]} ${this.nameOf(field, value)}.`;
    });
  });

  constructor() {
    if (this.store.views() === null) void this.store.refresh();
    effect(() => {
      const id = this.id();
      // After a reload of the page, the view was not opened through its own page.
      if (id && untracked(this.store.opened)?.view_id !== id) this.store.open(id).catch(() => undefined);
    });
  }

  protected open(id: string): void {
    void this.router.navigateByUrl(id ? `/views/${id}` : '/jobs');
  }

  protected saveAs(): Promise<void> {
    return this.ask({
      title: 'Save view',
      verb: 'Save',
      name: '',
      isShared: false,
      save: (choice) => this.store.save({ ...choice, list: listOf(this.shown()) }),
    });
  }

  protected rename({ view_id, name, is_shared }: SavedView): Promise<void> {
    return this.ask({
      title: 'Rename or share view',
      verb: 'Save',
      name,
      isShared: is_shared,
      save: (choice) => this.store.change(view_id, choice),
    });
  }

  protected update({ view_id }: SavedView): Promise<void> {
    return this.trying(async () => {
      await this.store.change(view_id, { list: listOf(this.shown()) });
      this.focusFirst(); // the button is removed
      await this.store.open(view_id);
    });
  }

  protected async delete({ view_id, name, is_shared }: SavedView): Promise<void> {
    const lead = is_shared ? 'It disappears for everybody. Jobs are not changed.' : 'Jobs are not changed.';
    const asked = { title: `Delete the view “${name}”?`, lead, verb: 'Delete view', stay: 'Keep', destructive: true };
    if (!(await confirm(this.sheets, asked))) return;
    await this.trying(async () => {
      await this.store.delete(view_id);
      await this.openView(null);
      this.focusFirst();
    });
  }

  private nameOf(field: keyof typeof FIELDS, value: string): string {
    if (field === 'created_by') return this.people.text(value);
    return field === 'runner_id' ? this.people.runner(value) : value;
  }

  private async ask(choice: ViewChoice): Promise<void> {
    const dialog = import('./view-dialog.ts').then((m) => m.ViewDialog);
    const saved = await this.sheets.open<SavedView>(dialog, choice, { label: choice.title });
    if (saved) await this.openView(saved.view_id);
  }

  private async openView(view: string | null): Promise<void> {
    await this.router.navigate([], { queryParams: { view }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private focusFirst(): void {
    const focus = () => this.element.querySelector<HTMLElement>('select, button')?.focus();
    afterNextRender(focus, { injector: this.injector });
  }

  private async trying(work: () => Promise<unknown>): Promise<void> {
    this.failure.set('');
    await work().catch((error: unknown) => this.failure.set(messageOf(error)));
  }
}
