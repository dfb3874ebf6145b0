import { describe, expect, it } from "vitest";

import { cite, readDay, showClock, showDay, showMoment, showWindow } from "../src/lib/days";
import { fold, joinPath, slug } from "../src/lib/text";

describe("days", () => {
  it("are shown as officers write them", () => {
    expect(showDay("2024-03-18")).toBe("18/03/2024");
    expect(showMoment("2024-03-18T09:12:40+07:00")).toBe("18/03 09:12");
    expect(showClock("2024-03-18T09:12:40+07:00")).toBe("09:12:40");
  });

  it("show the window of a quarter", () => {
    const period = { key: "2024-Q1", label: "Quý I/2024", first_day: "2023-12-15", last_day: "2024-03-14", due_day: "2024-03-18" };
    expect(showWindow(period)).toBe("15/12 – 14/03");
  });

  it.each([
    ["18/3/2024", "2024-03-18"],
    [" 08-03-2024 ", "2024-03-08"],
    ["29.2.2024", "2024-02-29"],
    ["2024-3-5", "2024-03-05"],
  ])("read %s", (written, day) => expect(readDay(written)).toBe(day));

  it.each(["", "31/2/2024", "29/2/2023", "18/3", "mai", "18/13/2024", "0/3/2024"])("refuse %s", (written) =>
    expect(readDay(written)).toBeNull(),
  );
});

describe("text", () => {
  it("is compared without marks, whatever its normal form", () => {
    expect(fold("Đẩy mạnh Thủy")).toBe("day manh thuy");
    expect(fold("Thủy".normalize("NFD"))).toBe(fold("Thủy".normalize("NFC")));
  });

  it("becomes a file name", () => {
    expect(slug("Quý I/2024")).toBe("quy-i-2024");
    expect(slug("  Quận Bình Thủy ")).toBe("quan-binh-thuy");
  });

  it("is joined with the folder's own separator", () => {
    expect(joinPath("C:\\Sổ", "a.so06")).toBe("C:\\Sổ\\a.so06");
    expect(joinPath("/home/x/", "a.so06")).toBe("/home/x/a.so06");
    expect(joinPath("", "a.so06")).toBe("a.so06");
  });
});

describe("a document with its day", () => {
  it("says the day once", () => {
    expect(cite("Kế hoạch 24/KH-UBND", "2024-01-15")).toBe("Kế hoạch 24/KH-UBND, 15/01/2024");
    expect(cite("Kế hoạch 24/KH-UBND", null)).toBe("Kế hoạch 24/KH-UBND");
    expect(cite("Kế hoạch 24/KH-UBND ngày 15/1/2024", "2024-01-15")).toBe("Kế hoạch 24/KH-UBND ngày 15/1/2024");
    expect(cite("Kế hoạch 24/KH-UBND ngày 15/01/2024", "2024-01-16")).toBe("Kế hoạch 24/KH-UBND ngày 15/01/2024, 16/01/2024");
  });
});
