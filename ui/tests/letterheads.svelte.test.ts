import { describe, expect, it } from "vitest";

import { LetterheadForm } from "../src/features/settings/letterheads.svelte";
import type { Letterhead } from "../src/ipc/types";

const own: Letterhead = {
  name: "", superior: null, issuer: ["ỦY BAN NHÂN DÂN", "QUẬN BÌNH THỦY"], issuer_name: "Ủy ban nhân dân quận Bình Thủy", symbol: "BC-UBND", drafting_unit: "VP", place: "Bình Thủy",
  addressees: [], recipients: ["- Như trên;", "- Lưu: VT."], signature: ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], signer: null, print_code: false, charts: true,
};

describe("a letterhead in its form", () => {
  it("goes in and out unchanged", () => {
    const form = new LetterheadForm(own);
    expect(form.value).toEqual(own);
    expect(form.changed).toBe(false);
    expect(form.issuer).toBe("ỦY BAN NHÂN DÂN\nQUẬN BÌNH THỦY");
  });

  it("takes a line of a field for a line of print, and leaves empty ones out", () => {
    const form = new LetterheadForm(own);
    form.signature = "TM. ỦY BAN NHÂN DÂN\n KT. CHỦ TỊCH \n\nPHÓ CHỦ TỊCH\n";
    expect(form.value.signature).toEqual(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
    expect(form.changed).toBe(true);
  });

  it("says nothing where nothing is said", () => {
    const form = new LetterheadForm({ ...own, superior: "BỘ CÔNG AN", signer: "Nguyễn Văn A" });
    form.superior = "  ";
    form.signer = "";
    expect(form.value).toMatchObject({ superior: null, signer: null });
    form.take(form.value);
    expect(form.changed).toBe(false);
  });
});
