"""What goes wrong in a demonstration (演示出错)."""

from workflow.errors import WorkflowError


class DemoBroken(WorkflowError):
    """演示数据与流程定义不符"""
