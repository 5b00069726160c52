import gc, asyncio
async def test_gc():
    for _ in range(10):
        gc.collect(); await asyncio.sleep(0.1)
