import { computed, inject, resource, type Signal } from '@angular/core';
import { Api } from './api/api.ts';

export interface PipelineNames {
  /** Empty until they are read. */
  readonly names: Signal<string[]>;
  readonly isLoading: Signal<boolean>;
}

/** Names of the installed pipelines. */
export function pipelineNames(): PipelineNames {
  const api = inject(Api);
  const list = resource({ loader: () => api.pipelines() });
  const names = computed(() => (list.hasValue() ? list.value().items.map(({ name }) => name) : []));
  return { names, isLoading: list.isLoading };
}
