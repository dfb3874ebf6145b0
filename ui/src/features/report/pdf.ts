import { getDocument, PDFWorker, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
// Bundled as a file of its own: the page's policy allows workers from the program only, never blobs.
import WorkerFile from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker";

export type { PDFDocumentProxy };

/** One page's size in points, before it is drawn. */
export interface PageSize {
  width: number;
  height: number;
}

// One worker for all documents: it starts once, and ending a document does not end it.
const worker = PDFWorker.create({ port: new WorkerFile() });

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Opens a PDF that came as base64. */
export async function openPdf(base64: string): Promise<PDFDocumentProxy> {
  return getDocument({ data: decode(base64), worker }).promise;
}

/** Gives back the memory of a document that is no longer shown. */
export function closePdf(pdf: PDFDocumentProxy): void {
  void pdf.loadingTask.destroy();
}

export async function pageSizes(pdf: PDFDocumentProxy): Promise<PageSize[]> {
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return Promise.all(
    numbers.map(async (number) => {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    }),
  );
}

/**
 * Draws page `number` (from 1) at `width` CSS pixels on a canvas of its own.
 */
export async function drawPage(pdf: PDFDocumentProxy, number: number, width: number): Promise<HTMLCanvasElement> {
  const page = await pdf.getPage(number);
  const scale = width / page.getViewport({ scale: 1 }).width;
  // Below 1,5 device pixels the serifs of 13 point text break up on cheap screens.
  const viewport = page.getViewport({ scale: scale * Math.max(window.devicePixelRatio, 1.5) });
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(viewport.width);
  canvas.height = Math.round(viewport.height);
  await page.render({ canvas, viewport }).promise;
  return canvas;
}
