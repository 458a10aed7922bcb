import { inject, Service } from '@angular/core';
import type { BodyOf, InputOf, PathWith } from '@reprise/api-client';
import type { ClassifyBody } from '@reprise/contracts';
import type { ClassificationView, VariantView } from '../contract/index.ts';
import { allOf } from '@reprise/web/core/api/all-of.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';

/** Filters as in the addresses of the pages. The API validates them. */
type Query = Record<string, string | number>;
type QueryOf<P extends PathWith<'get'>> = NonNullable<InputOf<P, 'get'>['query']>;

/** The classified variants of a table, as exported. */
export type VariantExport = {
  notice: string;
  job_id: string;
  sample_name: string;
  attempt: number;
  table: { path: string; sha256: string | null };
  reference: { path: string; sha256: string | null } | null;
  variants: (VariantView & { classification: Omit<ClassificationView, 'is_current' | 'is_outdated'> })[];
};

const keyed = (key: string) => ({ 'Idempotency-Key': key });

/** Client of the endpoints of variants. Each method rejects with a `ProblemError`. */
@Service()
export class VariantApi {
  private readonly client = inject(PageApiClient);

  list = (id: string, query: Query) =>
    this.client.get('/api/jobs/{id}/variants', { path: { id }, query: query as QueryOf<'/api/jobs/{id}/variants'> });
  /** The variants of a job for which another job has a newer, different class, each with that class. */
  outdated = (id: string, query: Query): Promise<VariantView[]> =>
    allOf((page) => this.list(id, { ...query, ...page, class: 'outdated' }));
  show = (id: string, variant: string, table: { file: string; attempt: number }) =>
    this.client.get('/api/jobs/{id}/variants/{variant}', { path: { id, variant }, query: table });
  /**
   * The variants of a job that pass the filters, with their classifications; `class: any` omits those without a class.
   */
  exported = async (id: string, query: Query & { class: string }): Promise<VariantExport> => {
    const path = '/api/jobs/{id}/variants.json';
    return (await this.client.get(path, {
      path: { id },
      query: query as QueryOf<typeof path>,
    })) as unknown as VariantExport;
  };

  sign = (id: string, body: BodyOf<'/api/jobs/{id}/sign'>, key: string) =>
    this.client.post('/api/jobs/{id}/sign', { path: { id }, body, headers: keyed(key) });
  classify = (id: string, body: ClassifyBody, key: string) =>
    this.client.post('/api/jobs/{id}/classify', { path: { id }, body, headers: keyed(key) });
}
