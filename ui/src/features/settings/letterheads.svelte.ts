import type { Letterhead } from "../../ipc/types";

/** A letterhead as it is typed: lists are lines of a field. */
export class LetterheadForm {
  name = $state("");
  superior = $state("");
  issuer = $state("");
  issuerName = $state("");
  symbol = $state("");
  draftingUnit = $state("");
  place = $state("");
  addressees = $state("");
  recipients = $state("");
  signature = $state("");
  signer = $state("");
  printCode = $state(false);
  charts = $state(true);
  /** As it is kept. */
  #kept = $state("");

  constructor(own: Letterhead) {
    this.take(own);
  }

  take(own: Letterhead): void {
    this.name = own.name;
    this.superior = own.superior ?? "";
    this.issuer = own.issuer.join("\n");
    this.issuerName = own.issuer_name;
    this.symbol = own.symbol;
    this.draftingUnit = own.drafting_unit;
    this.place = own.place;
    this.addressees = own.addressees.join("\n");
    this.recipients = own.recipients.join("\n");
    this.signature = own.signature.join("\n");
    this.signer = own.signer ?? "";
    this.printCode = own.print_code;
    this.charts = own.charts;
    this.#kept = JSON.stringify(this.value);
  }

  /** What the book is asked to keep; the engine tidies blanks and refuses what cannot be printed. */
  get value(): Letterhead {
    const lines = (text: string) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
    const said = (text: string) => (text.trim() === "" ? null : text.trim());
    return {
      name: this.name.trim(),
      superior: said(this.superior),
      issuer: lines(this.issuer),
      issuer_name: this.issuerName.trim(),
      symbol: this.symbol.trim(),
      drafting_unit: this.draftingUnit.trim(),
      place: this.place.trim(),
      addressees: lines(this.addressees),
      recipients: lines(this.recipients),
      signature: lines(this.signature),
      signer: said(this.signer),
      print_code: this.printCode,
      charts: this.charts,
    };
  }

  get changed(): boolean {
    return JSON.stringify(this.value) !== this.#kept;
  }
}
