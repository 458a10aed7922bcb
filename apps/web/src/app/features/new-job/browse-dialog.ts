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
import type { InputListing } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { Api } from '../../core/api/api.ts';
import { messageOf } from '../../core/problem.ts';
import { injectSheet } from '../../core/inject-sheet.ts';
import { Clock } from '../../core/clock.ts';
import { bytes, dateTime } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { ErrorNote } from '../../shared/parts/error-note.ts';

export type BrowseDialogData = {
  title: string;
  want: 'file' | 'dir' | 'path';
  /** Path in the field, or its default. */
  from: string;
  /** Name of the parameter for which the browser saves the last folder. */
  param: string;
};

/** Dialog that browses the input roots. Closes with the chosen path. */
@Component({
  selector: 'rp-browse-dialog',
  imports: [Icon, Button, ErrorNote],
  host: { class: 'dlg' },
  templateUrl: './browse-dialog.html',
  styleUrl: './browse-dialog.css',
})
export class BrowseDialog {
  private readonly api = inject(Api);
  private readonly sheet = injectSheet<BrowseDialogData, string>();
  protected readonly asked = this.sheet.data;
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  private readonly start = startOf(this.asked);
  private readonly path = signal(this.start);
  /** The folder that the user just left. */
  private left: string | null = null;
  protected readonly listing = resource({
    params: () => ({ path: this.path() }),
    loader: ({ params }) => this.read(params.path),
  });
  /** The last listing, kept to avoid flicker. */
  protected readonly shown = linkedSignal<InputListing | undefined, InputListing | undefined>({
    source: () => (this.listing.hasValue() ? this.listing.value() : undefined),
    computation: (value, previous) => value ?? previous?.value,
  });
  protected readonly error = computed(() => (this.listing.error() ? messageOf(this.listing.error()) : ''));
  protected readonly mayChooseFolder = computed(() => this.asked.want !== 'file' && !!this.shown()?.path);
  protected readonly filter = signal('');
  private readonly clock = inject(Clock);
  protected readonly bytes = bytes;
  protected readonly entries = computed(() => {
    const words = this.filter().trim().toLowerCase();
    return (this.shown()?.entries ?? []).filter(({ name }) => name.toLowerCase().includes(words));
  });

  constructor() {
    afterRenderEffect(() => {
      if (this.shown() && this.left !== null) this.focusWithin(this.left);
    });
  }

  protected open(entry: InputListing['entries'][number]): void {
    if (entry.kind === 'dir') this.go(entry.path);
    else if (this.asked.want !== 'dir') this.choose(entry.path);
  }

  protected up(): void {
    this.go(this.shown()?.parent ?? '');
  }

  private go(path: string): void {
    this.left = this.shown()?.path ?? '';
    this.filter.set('');
    this.path.set(path);
  }

  /**
   * Moves the focus from the pressed entry, which no longer exists, to the folder that the user left, or to the first
   * entry.
   */
  private focusWithin(left: string): void {
    this.left = null;
    const buttons = [...this.list().nativeElement.querySelectorAll<HTMLElement>('button:enabled')];
    const entries = buttons.filter(({ dataset }) => dataset['path']);
    (entries.find(({ dataset }) => dataset['path'] === left) ?? entries[0] ?? buttons[0])?.focus();
  }

  protected when(at: string): string {
    return dateTime(at, this.clock.now());
  }

  protected choose(path?: string): void {
    if (path) remember(this.asked.param, path);
    this.sheet.close(path);
  }

  /**
   * Lists a folder, or the roots if the typed path does not exist. If there is only one root, it is opened immediately.
   */
  private async read(path: string): Promise<InputListing> {
    if (!path) {
      const roots = await this.api.inputs();
      const [only] = roots.entries;
      return only && roots.entries.length === 1 && this.left === null ? this.api.inputs(only.path) : roots;
    }
    try {
      return await this.api.inputs(path);
    } catch (error) {
      if (path === this.start) return this.api.inputs();
      throw error;
    }
  }
}

/** Initial folder: the one in the field's path, or otherwise the folder last chosen for this parameter. */
function startOf({ from, want, param }: BrowseDialogData): string {
  if (!from) return remembered(param);
  return want === 'dir' ? from : parentOf(from);
}

function remember(param: string, path: string): void {
  try {
    localStorage.setItem(keyOf(param), parentOf(path));
  } catch {
    // without browser storage, it starts at the roots
  }
}

function remembered(param: string): string {
  try {
    return localStorage.getItem(keyOf(param)) ?? '';
  } catch {
    return '';
  }
}

const keyOf = (param: string) => `rp-browse-${param}`;
const parentOf = (path: string) => path.replace(/\/[^/]*$/, '');
