import { Component, DestroyRef, DOCUMENT, inject, output, signal } from '@angular/core';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { chosenFiles, type ChosenFiles } from './chosen-files.ts';

/** Accepts files by drag and drop anywhere on the page, or from the browser's file picker. */
@Component({
  selector: 'rp-drop-zone',
  imports: [Icon],
  template: `
    <label [class.over]="isOver()">
      <rp-icon class="l" name="upload" />
      <span class="words">
        <span><b class="strong">Drop FASTQ files here</b> or <span class="link">choose files</span></span>
        <span class="small t2">
          Gzipped, several GB each. Pairs are found by name: _R1 and _R2, _1 and _2, lanes _L001.
        </span>
      </span>
      <input
        class="vh"
        type="file"
        multiple
        accept=".gz"
        aria-label="Choose FASTQ files"
        (change)="choose($any($event.target))"
      />
    </label>
  `,
  styles: `
    :host {
      display: block;
    }
    label {
      position: relative;
      display: flex;
      align-items: center;
      gap: 14px;
      padding: 18px 16px;
      border: 1.5px dashed var(--rp-line-strong);
      border-radius: var(--rp-r-3);
      background: var(--rp-surface);
      cursor: pointer;
    }
    label:hover,
    label.over {
      border-color: var(--rp-accent);
      background: var(--rp-accent-tint);
    }
    label:has(input:focus-visible) {
      outline: 2px solid var(--rp-accent);
      outline-offset: 2px;
    }
    rp-icon {
      color: var(--rp-accent);
    }
    .words {
      display: grid;
      gap: 2px;
    }
  `,
})
export class DropZone {
  readonly chosen = output<ChosenFiles>();
  protected readonly isOver = signal(false);

  constructor() {
    const document = inject(DOCUMENT);
    const listeners = new AbortController();
    const { signal: ended } = listeners;
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    // A file that is dropped outside of the zone would replace the page.
    document.addEventListener('dragover', (event) => this.over(event, hasFiles(event)), { signal: ended });
    document.addEventListener('dragleave', (event) => event.relatedTarget ?? this.isOver.set(false), { signal: ended });
    document.addEventListener('drop', (event) => this.drop(event, hasFiles(event)), { signal: ended });
    inject(DestroyRef).onDestroy(() => listeners.abort());
  }

  protected choose(input: HTMLInputElement): void {
    this.emit([...(input.files ?? [])]);
    // The same file can be chosen again.
    input.value = '';
  }

  private over(event: DragEvent, hasFiles: boolean): void {
    if (!hasFiles) return;
    event.preventDefault();
    this.isOver.set(true);
  }

  private drop(event: DragEvent, hasFiles: boolean): void {
    if (!hasFiles) return;
    event.preventDefault();
    this.isOver.set(false);
    this.emit([...(event.dataTransfer?.files ?? [])]);
  }

  private emit(all: readonly File[]): void {
    if (all.length > 0) this.chosen.emit(chosenFiles(all));
  }
}
