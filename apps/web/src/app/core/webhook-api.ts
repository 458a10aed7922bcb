import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  Page,
  WebhookBody,
  WebhookChange,
  WebhookChangeBody,
  WebhookDeliveryDetail,
  WebhookDeliveryStatus,
  WebhookDeliveryView,
  WebhookSecretView,
  WebhookView,
} from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

const ALL = '/api/webhooks';
const one = (id: string) => `${ALL}/${id}`;

/** Client of the webhook endpoints. Each method rejects with a `ProblemError`. */
@Service()
export class WebhookApi {
  private readonly http = inject(HttpClient);

  list = () => firstValueFrom(this.http.get<Page<WebhookView>>(ALL));
  changes = (limit: number) =>
    firstValueFrom(this.http.get<Page<WebhookChange>>(`${ALL}/changes`, { params: { limit } }));
  find = (id: string) => firstValueFrom(this.http.get<WebhookView>(one(id)));
  create = (body: WebhookBody, key: string) =>
    firstValueFrom(this.http.post<WebhookSecretView>(ALL, body, { headers: { 'Idempotency-Key': key } }));
  edit = (id: string, body: WebhookChangeBody) => firstValueFrom(this.http.patch<WebhookView>(one(id), body));
  remove = (id: string) => firstValueFrom(this.http.delete<null>(one(id)));
  rotate = (id: string) => this.post<WebhookSecretView>(`${one(id)}/rotate`);
  enable = (id: string) => this.post<WebhookView>(`${one(id)}/enable`);
  disable = (id: string) => this.post<WebhookView>(`${one(id)}/disable`);
  test = (id: string) => this.post<WebhookDeliveryView>(`${one(id)}/test`);
  deliveries = (id: string, limit: number, status: WebhookDeliveryStatus | null) =>
    firstValueFrom(
      this.http.get<Page<WebhookDeliveryView>>(`${one(id)}/deliveries`, {
        params: { limit, ...(status ? { status } : {}) },
      }),
    );
  delivery = (id: string, delivery: string) =>
    firstValueFrom(this.http.get<WebhookDeliveryDetail>(`${one(id)}/deliveries/${delivery}`));
  replay = (id: string, delivery: string) => this.post<WebhookDeliveryView>(`${one(id)}/deliveries/${delivery}/replay`);

  private post<T>(url: string): Promise<T> {
    return firstValueFrom(this.http.post<T>(url, null));
  }
}
