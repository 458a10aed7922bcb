import { Migration } from '@mikro-orm/migrations';

/** Parser of Nextflow with which an attempt ran. */
export class M0026SyntaxParser extends Migration {
  override up(): void {
    this.addSql(`alter table attempt add column syntax_parser text`);
  }
}
