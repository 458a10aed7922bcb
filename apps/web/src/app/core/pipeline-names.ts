import { computed, inject, resource, type Signal } from '@angular/core';
import { Api } from './api/api.ts';

/** Names of the installed pipelines; empty until they are read. */
export function pipelineNames(): Signal<string[]> {
  const api = inject(Api);
  const list = resource({ loader: () => api.pipelines() });
  return computed(() => (list.hasValue() ? list.value().items.map(({ name }) => name) : []));
}
