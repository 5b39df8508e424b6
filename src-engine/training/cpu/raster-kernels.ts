import { loadSharedKernel } from '../../kernels/load-kernel.ts'
import photometricLoss from '../../kernels/photometric-loss.wasm.ts'
import rasteriseTile from '../../kernels/rasterise-tile.wasm.ts'

/** rasterise-tile.as.ts. Arrays are byte addresses; see the functions of the same task in rasterise-tile.ts. */
interface RasteriseTile {
  drawColor(
    projected: number,
    tileSplats: number,
    start: number,
    end: number,
    tileX: number,
    tileY: number,
    columns: number,
    rows: number,
    tile: number,
  ): number
  drawDepth: RasteriseTile['drawColor']
  drawBackward(
    projected: number,
    tileSplats: number,
    tileSlots: number,
    start: number,
    drawn: number,
    end: number,
    tileX: number,
    tileY: number,
    columns: number,
    rows: number,
    tile: number,
    slots: number,
  ): void
}

/** photometric-loss.as.ts. Arrays are byte addresses, `pitch` and `plane` bytes. */
interface PhotometricLoss {
  lossRow(
    color: number,
    target: number,
    maps: number,
    sums: number,
    scratch: number,
    taps: number,
    width: number,
    height: number,
    y: number,
    pitch: number,
    plane: number,
  ): void
  lossGradientRow(
    color: number,
    target: number,
    maps: number,
    gradient: number,
    scratch: number,
    taps: number,
    height: number,
    y: number,
    pitch: number,
    plane: number,
    absoluteShare: number,
    ssimShare: number,
  ): void
}

export interface RasterKernels extends RasteriseTile, PhotometricLoss {}

/** The compiled pixel loops, working on the memory that the threads share. */
export function loadRasterKernels(memory: WebAssembly.Memory): RasterKernels {
  return {
    ...loadSharedKernel<RasteriseTile>(rasteriseTile, memory),
    ...loadSharedKernel<PhotometricLoss>(photometricLoss, memory),
  }
}
