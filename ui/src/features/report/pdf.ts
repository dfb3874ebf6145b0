import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
// Bundled as a file of its own: the page's policy allows workers from the program only, never blobs.
import PdfWorker from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker";

export type { PDFDocumentProxy };

/** One page's size in points, before it is drawn. */
export interface PageSize {
  width: number;
  height: number;
}

let worker: Worker | null = null;

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** Opens a PDF that came as base64. */
export async function openPdf(base64: string): Promise<PDFDocumentProxy> {
  if (worker === null) {
    worker = new PdfWorker();
    GlobalWorkerOptions.workerPort = worker;
  }
  return getDocument({ data: decode(base64) }).promise;
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
 * Draws page `number` (from 1) at `width` CSS pixels on a canvas of its own. The canvas on the screen
 * is exchanged only when the new one is finished, so that nothing flickers.
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
