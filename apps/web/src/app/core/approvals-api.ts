import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { ApprovalPage, ApprovalView } from '@reprise/contracts';
import { firstValueFrom } from 'rxjs';

const APPROVALS = '/api/approvals';
export type ApprovalVerdict = 'approve' | 'reject' | 'withdraw';

/** Client of the endpoints of commands that wait for a second person. Each method rejects with a `ProblemError`. */
@Service()
export class ApprovalsApi {
  private readonly http = inject(HttpClient);

  list = (params: { limit?: number; status?: string } = {}) =>
    firstValueFrom(this.http.get<ApprovalPage>(APPROVALS, { params }));
  decide = (id: string, verdict: ApprovalVerdict, reason: string) =>
    firstValueFrom(
      this.http.post<ApprovalView>(`${APPROVALS}/${encodeURIComponent(id)}/${verdict}`, reason ? { reason } : {}),
    );
}
