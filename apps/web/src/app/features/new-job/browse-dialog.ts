import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  linkedSignal,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { InputListing } from '@reprise/contracts';
import { Api } from '../../core/api.ts';
import { messageOf } from '../../core/problem.ts';
import { injectSheet } from '../../core/sheets.ts';
import { bytes } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.ts';

export type BrowseDialogData = { title: string; want: 'file' | 'dir' | 'path'; from: string };

/** Dialog to browse the input roots; closes with the chosen path. */
@Component({
  selector: 'rp-browse-dialog',
  imports: [Icon, MatButton],
  host: { class: 'dlg' },
  templateUrl: './browse-dialog.html',
  styleUrl: './browse-dialog.css',
})
export class BrowseDialog {
  private readonly api = inject(Api);
  private readonly sheet = injectSheet<BrowseDialogData, string>();
  protected readonly asked = this.sheet.data;
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  private readonly path = signal(startOf(this.asked));
  /** The folder that was just left. */
  private left: string | null = null;
  protected readonly listing = resource({
    params: () => ({ path: this.path() }),
    loader: ({ params }) => this.read(params.path),
  });
  /** The last listing, kept so that the list does not flicker. */
  protected readonly shown = linkedSignal<InputListing | undefined, InputListing | undefined>({
    source: () => (this.listing.hasValue() ? this.listing.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
  protected readonly error = computed(() => (this.listing.error() ? messageOf(this.listing.error()) : ''));
  protected readonly mayChooseFolder = computed(() => this.asked.want !== 'file' && !!this.shown()?.path);
  protected readonly bytes = bytes;

  constructor() {
    afterRenderEffect(() => {
      if (this.shown() && this.left !== null) this.focusWithin(this.left);
    });
  }

  protected open(entry: InputListing['entries'][number]): void {
    if (entry.kind === 'dir') this.go(entry.path);
    else if (this.asked.want !== 'dir') this.sheet.close(entry.path);
  }

  protected up(): void {
    this.go(this.shown()?.parent ?? '');
  }

  private go(path: string): void {
    this.left = this.shown()?.path ?? '';
    this.path.set(path);
  }

  /** Moves the focus from the pressed entry, which is gone, to the folder that was left, or to the first entry. */
  private focusWithin(left: string): void {
    this.left = null;
    const buttons = [...this.list().nativeElement.querySelectorAll<HTMLElement>('button:enabled')];
    const entries = buttons.filter(({ dataset }) => dataset['path']);
    (entries.find(({ dataset }) => dataset['path'] === left) ?? entries[0] ?? buttons[0])?.focus();
  }

  protected choose(path?: string): void {
    this.sheet.close(path);
  }

  /** Lists a folder; the roots, where the typed path does not exist. */
  private async read(path: string): Promise<InputListing> {
    if (!path) return this.api.inputs();
    try {
      return await this.api.inputs(path);
    } catch (error) {
      if (path === startOf(this.asked)) return this.api.inputs();
      throw error;
    }
  }
}

const startOf = ({ from, want }: BrowseDialogData): string => (want === 'dir' ? from : from.replace(/\/[^/]*$/, ''));
