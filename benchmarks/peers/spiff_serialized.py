"""`SpiffWorkflow`: a BPMN process of manual tasks and gateways, kept by its own serializer.

For each move the kept JSON is read, the task that is ready is run, the gateway behind it asks the
two guards of the task's data, and the workflow is serialized anew into the row.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState
from sqlalchemy import Engine

from benchmarks.peers import rows

SPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def process(moves: int) -> str:
    """The line of states as BPMN: a task for each, and a gateway with the guards after it."""
    told = [f'<definitions xmlns="{SPACE}" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">',
            '<process id="line" isExecutable="true">', '<startEvent id="start"/>',
            '<sequenceFlow id="f" sourceRef="start" targetRef="s0"/>']  # fmt: skip
    for n in range(moves):
        told += _step(n)
    return "".join([*told, f'<manualTask id="s{moves}"/>', "</process></definitions>"])


def _step(n: int) -> Iterator[str]:
    yield f'<manualTask id="s{n}"/><exclusiveGateway id="g{n}"/>'
    yield f'<sequenceFlow id="f{n}" sourceRef="s{n}" targetRef="g{n}"/>'
    yield f'<sequenceFlow id="t{n}" sourceRef="g{n}" targetRef="s{n + 1}">'
    yield f'<conditionExpression i:type="tFormalExpression">{" and ".join(rows.GUARDS)}'
    yield "</conditionExpression></sequenceFlow>"


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(BytesIO(process(moves).encode())))
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    begun = BpmnWorkflow(parser.get_spec("line"))
    begun.do_engine_steps()

    def step(line: Any, event: str) -> None:
        workflow = serializer.deserialize_json(line.kept)
        (task,) = workflow.get_tasks(state=TaskState.READY)
        if task.task_spec.name != line.state:
            raise RuntimeError(event)
        task.data.update({name: getattr(line, name)() for name in rows.GUARDS})
        task.run()
        workflow.do_engine_steps()
        (after,) = workflow.get_tasks(state=TaskState.READY)
        line.state, line.kept = after.task_spec.name, serializer.serialize_json(workflow)

    rows.prepare(engine, "spiff", ids, serializer.serialize_json(begun))
    return rows.job(engine, "spiff", step, moves)
